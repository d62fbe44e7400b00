-- Answers parse requests until its standard input ends. Run as `pandoc lua /absolute/path/of/worker.lua`.
--
--   hello     "panelrecord-worker 1 PANDOC-VERSION sandboxed|leaking\n"
--   request   "READER LENGTH\n", then LENGTH bytes of the document
--   answer    "ok LENGTH LENGTH\n", then the AST and the messages that the reader logged, both JSON
--             "refused LENGTH\n", then what pandoc says against the document
--
-- Every document is read with an empty `read_env`, the fourth argument of `pandoc.read`: in it there are no files,
-- no network, no environment and no clock. Pandocs before 3.7 ignore that argument without a word, so the hello says
-- what was seen here and not what a version number promises.

local EMPTY = {}

local function read(content, reader)
  return pandoc.log.silence(pandoc.read, content, reader, EMPTY, EMPTY)
end

-- Documents leave media in a bag that is global to the process. Emptying it frees nothing until the next collection,
-- and Lua sees only handles, too small to set off one by itself.
local function forget()
  pandoc.mediabag.empty()
  collectgarbage()
end

local function answer(content, reader)
  local messages, document = read(content, reader)
  local tree = pandoc.write(document, 'json') -- five times as fast as pandoc.json.encode
  local log = pandoc.json.encode(messages)
  return 'ok ' .. #tree .. ' ' .. #log .. '\n', tree, log
end

local function refusal(reason)
  if reason:find('not enough memory', 1, true) then os.exit(251) end -- as pandoc's own runtime ends then
  return 'refused ' .. #reason .. '\n', reason
end

-- A document that includes this very file, as literal text: it must get it outside the sandbox and nothing inside.
local function sandboxed()
  local probe = '.. include:: ' .. arg[0] .. '\n   :literal:\n'
  local _, open = pandoc.log.silence(pandoc.read, probe, 'rst')
  local _, closed = read(probe, 'rst')
  return open.blocks[1].text ~= '' and closed.blocks[1].text == ''
end

local seal = sandboxed() and 'sandboxed' or 'leaking'
io.stdout:write('panelrecord-worker 1 ', tostring(PANDOC_VERSION), ' ', seal, '\n')
io.stdout:flush()
for request in io.stdin:lines('l') do
  local reader, length = request:match('^(%S+) (%d+)$')
  length = tonumber(length)
  local done, content, head, tree, log = true, ''
  if length > 0 then done, content = pcall(io.stdin.read, io.stdin, length) end -- to read nothing would wait
  if not done then refusal(tostring(content)) end
  if #(content or '') < length then return end -- the program ended while it was sending
  done, head, tree, log = pcall(answer, content, reader)
  if not done then head, tree = refusal(tostring(head)) end
  io.stdout:write(head, tree, log or '')
  io.stdout:flush()
  forget() -- after the answer, while the program decodes it
end
