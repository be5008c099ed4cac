" pinstripe scripts in Vim and Neovim. Copy the folders of this directory to ~/.vim (Vim) or
" ~/.config/nvim (Neovim), or add it to 'runtimepath'. `pinstripe` must be in $PATH, or its path
" in g:pinstripe_program.
if exists('b:did_ftplugin') | finish | endif
let b:did_ftplugin = 1
let s:program = get(g:, 'pinstripe_program', 'pinstripe')

setlocal commentstring=#\ %s comments=:# shiftwidth=2 expandtab
" :make checks the script; :copen lists its problems.
let &l:makeprg = shellescape(s:program) . ' check %:S'
setlocal errorformat=%E%trror:\ %m,%W%tarning:\ %m,%C\ \ -->\ %f:%l:%c,%-C%.%#,%-G%.%#
" gq and gg=G format; the text stays as it is if it has errors.
let &l:equalprg = shellescape(s:program) . ' format - 2>/dev/null \|\| cat'
let b:undo_ftplugin = 'setlocal commentstring< comments< shiftwidth< expandtab< makeprg<'
      \ . ' errorformat< equalprg< omnifunc<'

" CTRL-X CTRL-O completes the words of the statement before the cursor.
function! PinstripeComplete(findstart, base) abort
  if a:findstart
    let s:before = getline('.')[: col('.') - 2]
    if col('.') == 1 | let s:before = '' | endif
    return match(s:before, '[A-Za-z0-9_.$"]*$')
  endif
  let before = s:before[: match(s:before, '[A-Za-z0-9_.$"]*$') - 1]
  if match(s:before, '[A-Za-z0-9_.$"]*$') == 0 | let before = '' | endif
  let words = split(before) + [a:base]
  let command = join(map([s:program, 'complete', '--'] + words, 'shellescape(v:val)'))
  let found = []
  for line in systemlist(command . ' 2>/dev/null')[1:]
    let parts = split(line, "\t")
    call add(found, {'word': parts[0], 'menu': get(parts, 1, '')})
  endfor
  return found
endfunction
setlocal omnifunc=PinstripeComplete

" Neovim: the language server shows errors while you type, and completes with the whole script in
" view. Vim: see grammar/vim/README.md.
if has('nvim') && get(g:, 'pinstripe_lsp', 1) && executable(s:program)
  lua require('pinstripe').start()
endif
