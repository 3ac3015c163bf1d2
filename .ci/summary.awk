# Reads surefire's and failsafe's XML reports; prints the slowest classes, what was skipped and why, failures, and totals.

function attribute(line, name,    start, rest) {
  start = index(line, " " name "=\"")
  if (start == 0) return ""
  rest = substr(line, start + length(name) + 3)
  return plain(substr(rest, 1, index(rest, "\"") - 1))
}

function plain(text) {
  gsub(/&#10;/, " ", text)
  gsub(/&lt;/, "<", text)
  gsub(/&gt;/, ">", text)
  gsub(/&quot;/, "\"", text)
  gsub(/&apos;/, "'", text)
  gsub(/&amp;/, "\\&", text)
  return text
}

function short(name) {
  sub(/^.*\./, "", name)
  return name
}

/<testsuite / {
  suite = short(attribute($0, "name"))
}
/ tests="[0-9]+"/ && !(FILENAME in counted) {
  counted[FILENAME] = 1
  tests += attribute($0, "tests")
  errors += attribute($0, "errors")
  skips += attribute($0, "skipped")
  failures += attribute($0, "failures")
  time = attribute($0, "time")
  gsub(/,/, "", time)
  if (time + 0 >= 10) slow[++slowCount] = sprintf("%8.1f s  %s", time, suite)
}
/<testcase / {
  test = short(attribute($0, "classname")) "." attribute($0, "name")
}
/<skipped/ {
  reason = attribute($0, "message")
  sub(/^.*Assumption failed: /, "", reason)
  if (reason == "" && match($0, /\[CDATA\[/)) {
    reason = substr($0, RSTART + RLENGTH)
    sub(/^[A-Za-z0-9_.$]+: /, "", reason)
  }
  if (reason == "") reason = "no reason given"
  if (!(reason in skippedFor)) reasons[++reasonCount] = reason
  skippedFor[reason] = skippedFor[reason] "\n             " test
}
/<(failure|error)[ >]/ {
  failed[++failedCount] = test ": " substr(attribute($0, "message"), 1, 600)
}

END {
  print "ci: classes that took 10 s or more"
  for (i = 1; i <= slowCount; i++) print "      " slow[i]
  for (i = 1; i <= reasonCount; i++) print "ci: SKIPPED: " reasons[i] skippedFor[reasons[i]]
  for (i = 1; i <= failedCount; i++) print "ci: FAILED: " failed[i]
  printf "ci: %d tests run, %d failed, %d in error, %d skipped\n", tests - skips, failures, errors, skips
}
