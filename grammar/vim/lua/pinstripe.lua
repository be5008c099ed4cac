-- Starts the language server of pinstripe in Neovim, once for all scripts.
-- Neovim 0.11 can do the same by itself:
--   vim.lsp.config('pinstripe', { cmd = { 'pinstripe', 'lsp' }, filetypes = { 'pinstripe' } })
--   vim.lsp.enable('pinstripe')
local M = {}

local client

function M.start()
  local program = vim.g.pinstripe_program or 'pinstripe'
  local config = {
    name = 'pinstripe',
    cmd = { program, 'lsp' },
    root_dir = vim.fn.getcwd(),
    on_attach = function(_, buffer)
      vim.api.nvim_buf_set_option(buffer, 'omnifunc', 'v:lua.vim.lsp.omnifunc')
      vim.api.nvim_buf_set_option(buffer, 'formatexpr', '')
      vim.keymap.set('n', 'K', vim.lsp.buf.hover, { buffer = buffer })
    end,
  }
  if vim.lsp.start then
    return vim.lsp.start(config)
  end
  client = client or vim.lsp.start_client(config)
  vim.lsp.buf_attach_client(0, client)
end

return M
