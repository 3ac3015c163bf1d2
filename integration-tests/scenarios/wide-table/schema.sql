CREATE TABLE wide (
  id int PRIMARY KEY
  , c1 text
  , c2 numeric(10, 2)
  , c3 timestamptz
  , c4 int
  , c5 text
  , c6 numeric(10, 2)
  , c7 timestamptz
  , c8 int
  , c9 text
  , c10 numeric(10, 2)
  , c11 timestamptz
  , c12 int
  , c13 text
  , c14 numeric(10, 2)
  , c15 timestamptz
  , c16 int
  , c17 text
  , c18 numeric(10, 2)
  , c19 timestamptz
  , c20 int
  , c21 text
  , c22 numeric(10, 2)
  , c23 timestamptz
  , c24 int
  , c25 text
  , c26 numeric(10, 2)
  , c27 timestamptz
  , c28 int
  , c29 text
  , c30 numeric(10, 2)
  , c31 timestamptz
  , c32 int
  , c33 text
  , c34 numeric(10, 2)
  , c35 timestamptz
  , c36 int
  , c37 text
  , c38 numeric(10, 2)
  , c39 timestamptz
  , c40 int
  , c41 text
  , c42 numeric(10, 2)
  , c43 timestamptz
  , c44 int
  , c45 text
  , c46 numeric(10, 2)
  , c47 timestamptz
  , c48 int
  , c49 text
  , c50 numeric(10, 2)
  , c51 timestamptz
  , c52 int
  , c53 text
  , c54 numeric(10, 2)
  , c55 timestamptz
  , c56 int
  , c57 text
  , c58 numeric(10, 2)
  , c59 timestamptz
  , c60 int
  , c61 text
  , c62 numeric(10, 2)
  , c63 timestamptz
  , c64 int
  , c65 text
  , c66 numeric(10, 2)
  , c67 timestamptz
  , c68 int
  , c69 text
  , c70 numeric(10, 2)
  , c71 timestamptz
  , c72 int
  , c73 text
  , c74 numeric(10, 2)
  , c75 timestamptz
  , c76 int
  , c77 text
  , c78 numeric(10, 2)
  , c79 timestamptz
  , c80 int
  , c81 text
  , c82 numeric(10, 2)
  , c83 timestamptz
  , c84 int
  , c85 text
  , c86 numeric(10, 2)
  , c87 timestamptz
  , c88 int
  , c89 text
  , c90 numeric(10, 2)
  , c91 timestamptz
  , c92 int
  , c93 text
  , c94 numeric(10, 2)
  , c95 timestamptz
  , c96 int
  , c97 text
  , c98 numeric(10, 2)
  , c99 timestamptz
  , c100 int
  , c101 text
  , c102 numeric(10, 2)
  , c103 timestamptz
  , c104 int
  , c105 text
  , c106 numeric(10, 2)
  , c107 timestamptz
  , c108 int
  , c109 text
  , c110 numeric(10, 2)
  , c111 timestamptz
  , c112 int
  , c113 text
  , c114 numeric(10, 2)
  , c115 timestamptz
  , c116 int
  , c117 text
  , c118 numeric(10, 2)
  , c119 timestamptz
  , c120 int
  , c121 text
  , c122 numeric(10, 2)
  , c123 timestamptz
  , c124 int
  , c125 text
  , c126 numeric(10, 2)
  , c127 timestamptz
  , c128 int
  , c129 text
  , c130 numeric(10, 2)
  , c131 timestamptz
  , c132 int
  , c133 text
  , c134 numeric(10, 2)
  , c135 timestamptz
  , c136 int
  , c137 text
  , c138 numeric(10, 2)
  , c139 timestamptz
  , c140 int
  , c141 text
  , c142 numeric(10, 2)
  , c143 timestamptz
  , c144 int
  , c145 text
  , c146 numeric(10, 2)
  , c147 timestamptz
  , c148 int
  , c149 text
  , c150 numeric(10, 2)
  , c151 timestamptz
  , c152 int
  , c153 text
  , c154 numeric(10, 2)
  , c155 timestamptz
  , c156 int
  , c157 text
  , c158 numeric(10, 2)
  , c159 timestamptz
  , c160 int
  , c161 text
  , c162 numeric(10, 2)
  , c163 timestamptz
  , c164 int
  , c165 text
  , c166 numeric(10, 2)
  , c167 timestamptz
  , c168 int
  , c169 text
  , c170 numeric(10, 2)
  , c171 timestamptz
  , c172 int
  , c173 text
  , c174 numeric(10, 2)
  , c175 timestamptz
  , c176 int
  , c177 text
  , c178 numeric(10, 2)
  , c179 timestamptz
  , c180 int
  , c181 text
  , c182 numeric(10, 2)
  , c183 timestamptz
  , c184 int
  , c185 text
  , c186 numeric(10, 2)
  , c187 timestamptz
  , c188 int
  , c189 text
  , c190 numeric(10, 2)
  , c191 timestamptz
  , c192 int
  , c193 text
  , c194 numeric(10, 2)
  , c195 timestamptz
  , c196 int
  , c197 text
  , c198 numeric(10, 2)
  , c199 timestamptz
  , c200 int
  , c201 text
  , c202 numeric(10, 2)
  , c203 timestamptz
  , c204 int
  , c205 text
  , c206 numeric(10, 2)
  , c207 timestamptz
  , c208 int
  , c209 text
  , c210 numeric(10, 2)
  , c211 timestamptz
  , c212 int
  , c213 text
  , c214 numeric(10, 2)
  , c215 timestamptz
  , c216 int
  , c217 text
  , c218 numeric(10, 2)
  , c219 timestamptz
  , c220 int
  , c221 text
  , c222 numeric(10, 2)
  , c223 timestamptz
  , c224 int
  , c225 text
  , c226 numeric(10, 2)
  , c227 timestamptz
  , c228 int
  , c229 text
  , c230 numeric(10, 2)
  , c231 timestamptz
  , c232 int
  , c233 text
  , c234 numeric(10, 2)
  , c235 timestamptz
  , c236 int
  , c237 text
  , c238 numeric(10, 2)
  , c239 timestamptz
  , c240 int
  , c241 text
  , c242 numeric(10, 2)
  , c243 timestamptz
  , c244 int
  , c245 text
  , c246 numeric(10, 2)
  , c247 timestamptz
  , c248 int
  , c249 text
  , c250 numeric(10, 2)
  , c251 timestamptz
  , c252 int
  , c253 text
  , c254 numeric(10, 2)
  , c255 timestamptz
  , c256 int
  , c257 text
  , c258 numeric(10, 2)
  , c259 timestamptz
  , c260 int
  , c261 text
  , c262 numeric(10, 2)
  , c263 timestamptz
  , c264 int
  , c265 text
  , c266 numeric(10, 2)
  , c267 timestamptz
  , c268 int
  , c269 text
  , c270 numeric(10, 2)
  , c271 timestamptz
  , c272 int
  , c273 text
  , c274 numeric(10, 2)
  , c275 timestamptz
  , c276 int
  , c277 text
  , c278 numeric(10, 2)
  , c279 timestamptz
  , c280 int
  , c281 text
  , c282 numeric(10, 2)
  , c283 timestamptz
  , c284 int
  , c285 text
  , c286 numeric(10, 2)
  , c287 timestamptz
  , c288 int
  , c289 text
  , c290 numeric(10, 2)
  , c291 timestamptz
  , c292 int
  , c293 text
  , c294 numeric(10, 2)
  , c295 timestamptz
  , c296 int
  , c297 text
  , c298 numeric(10, 2)
  , c299 timestamptz
  , c300 int
  , c301 text
  , c302 numeric(10, 2)
  , c303 timestamptz
  , c304 int
  , c305 text
  , c306 numeric(10, 2)
  , c307 timestamptz
  , c308 int
  , c309 text
  , c310 numeric(10, 2)
  , c311 timestamptz
  , c312 int
  , c313 text
  , c314 numeric(10, 2)
  , c315 timestamptz
  , c316 int
  , c317 text
  , c318 numeric(10, 2)
  , c319 timestamptz
  , c320 int
  , c321 text
  , c322 numeric(10, 2)
  , c323 timestamptz
  , c324 int
  , c325 text
  , c326 numeric(10, 2)
  , c327 timestamptz
  , c328 int
  , c329 text
  , c330 numeric(10, 2)
  , c331 timestamptz
  , c332 int
  , c333 text
  , c334 numeric(10, 2)
  , c335 timestamptz
  , c336 int
  , c337 text
  , c338 numeric(10, 2)
  , c339 timestamptz
  , c340 int
  , c341 text
  , c342 numeric(10, 2)
  , c343 timestamptz
  , c344 int
  , c345 text
  , c346 numeric(10, 2)
  , c347 timestamptz
  , c348 int
  , c349 text
  , c350 numeric(10, 2)
  , c351 timestamptz
  , c352 int
  , c353 text
  , c354 numeric(10, 2)
  , c355 timestamptz
  , c356 int
  , c357 text
  , c358 numeric(10, 2)
  , c359 timestamptz
  , c360 int
  , c361 text
  , c362 numeric(10, 2)
  , c363 timestamptz
  , c364 int
  , c365 text
  , c366 numeric(10, 2)
  , c367 timestamptz
  , c368 int
  , c369 text
  , c370 numeric(10, 2)
  , c371 timestamptz
  , c372 int
  , c373 text
  , c374 numeric(10, 2)
  , c375 timestamptz
  , c376 int
  , c377 text
  , c378 numeric(10, 2)
  , c379 timestamptz
  , c380 int
  , c381 text
  , c382 numeric(10, 2)
  , c383 timestamptz
  , c384 int
  , c385 text
  , c386 numeric(10, 2)
  , c387 timestamptz
  , c388 int
  , c389 text
  , c390 numeric(10, 2)
  , c391 timestamptz
  , c392 int
  , c393 text
  , c394 numeric(10, 2)
  , c395 timestamptz
  , c396 int
  , c397 text
  , c398 numeric(10, 2)
  , c399 timestamptz
  , c400 int
);
