-- Run by scripts/test-editors in Neovim: what a person would see, by the editor's own client.
local function check(what, holds, seen)
  if not holds then
    io.stderr:write('not so: ' .. what .. ' ' .. vim.inspect(seen) .. '\n')
    vim.cmd('cquit 1')
  end
end

local function request(method, params)
  local all = vim.lsp.buf_request_sync(0, method, params, 10000)
  for _, answer in pairs(all or {}) do
    return answer.result, answer.error
  end
end

local function at(line, character)
  return {
    textDocument = vim.lsp.util.make_text_document_params(),
    position = { line = line, character = character },
  }
end

check('the file type is known', vim.bo.filetype == 'pinstripe', vim.bo.filetype)
check('diagnostics come', vim.wait(20000, function() return #vim.diagnostic.get(0) == 2 end),
  vim.diagnostic.get(0))
local first = vim.diagnostic.get(0)[1]
check('the place is right', first.lnum == 2 and first.col == 23, first)
check('the hint is there', first.message:find('did you mean `status`?', 1, true), first)

local items = request('textDocument/completion', at(3, 8)).items
check('invoices is offered', vim.tbl_contains(vim.tbl_map(function(i) return i.label end, items),
  'invoices'), items)
local hover = request('textDocument/hover', at(2, 9))
check('invoices is described', hover.contents.value:find('plural invoices', 1, true), hover)

local range = at(2, 25)
range.range = { start = range.position, ['end'] = range.position }
range.context = { diagnostics = {} }
local actions = request('textDocument/codeAction', range)
check('a fix is offered', actions[1].title == 'Replace `statuss` by `status`', actions)
vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
vim.api.nvim_buf_set_lines(0, 3, 4, false, { 'print "😀${$shop}" # 😀' })
vim.api.nvim_buf_set_text(0, 3, 0, 3, 0, { 'print 1', '' })
check('the errors are gone', vim.wait(20000, function() return #vim.diagnostic.get(0) == 0 end),
  vim.diagnostic.get(0))

local edits = request('textDocument/formatting',
  { textDocument = vim.lsp.util.make_text_document_params(), options = {} })
vim.lsp.util.apply_text_edits(edits, 0, 'utf-16')
local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
check('the script is formatted', lines[3] == 'query invoices where status = "open"', lines)
check('the text is the same on both sides', lines[5] == 'print "😀${shop}"  # 😀', lines)
local symbols = request('textDocument/documentSymbol', at(0, 0))
check('there is an outline', #symbols == 4, symbols)
vim.cmd('qall!')
