package io.weft.benchmarks.convert;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures by JMH, each case in JVMs of its own.
 *
 * @param forks how many JVMs
 * @param warmups seconds of warm-up in each
 * @param iterations seconds of measurement in each
 * @param registryUrl for converters that need a registry's server
 */
public record Measurement(int forks, int warmups, int iterations, String registryUrl) {

  private static final String BYTES_PER_OP = "gc.alloc.rate.norm";
  private static final TimeValue SECOND = new TimeValue(1, TimeUnit.SECONDS);

  /** Runs one case. */
  public Score of(Case wanted) throws RunnerException {
    Collection<RunResult> results = new Runner(options(wanted)).run();
    RunResult result = results.iterator().next();
    Result<?> score = result.getPrimaryResult();
    return new Score(
        score.getScore(),
        score.getScoreError(),
        result.getSecondaryResults().get(BYTES_PER_OP).getScore());
  }

  private Options options(Case wanted) {
    String method = ConversionBenchmark.class.getName() + "." + wanted.direction().method();
    return new OptionsBuilder()
        .include("^" + method.replace(".", "[.]") + "$")
        .param("table", wanted.table().name())
        .param("contestant", wanted.contestant().name())
        .forks(forks)
        .warmupIterations(warmups)
        .warmupTime(SECOND)
        .measurementIterations(iterations)
        .measurementTime(SECOND)
        .addProfiler(GCProfiler.class)
        .jvmArgs("-Xms1g", "-Xmx1g")
        .jvmArgsAppend(
            "-D%s=%s".formatted(ConversionBenchmark.REGISTRY_URL, registryUrl),
            "-Djmh.ignoreLock=true")
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }
}
