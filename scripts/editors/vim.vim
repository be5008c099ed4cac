" Run by scripts/test-editors in Vim: the file type, :make, = and CTRL-X CTRL-O.
function! s:check(what, holds, seen) abort
  if !a:holds
    call writefile([a:what . ': ' . string(a:seen)], '/dev/stderr')
    cquit
  endif
endfunction

call s:check('the file type is known', &filetype ==# 'pinstripe', &filetype)
call s:check('the syntax is known', get(b:, 'current_syntax', '') ==# 'pinstripe', b:)
silent! make!
let s:list = filter(getqflist(), 'v:val.valid')
call s:check('make finds the errors', len(s:list) == 2 && s:list[0].lnum == 3, getqflist())
call cursor(4, 9)
call append(4, 'list inv')
call cursor(5, 8)
execute "normal! A\<C-X>\<C-O>\<Esc>"
call s:check('omni completion', getline(5) =~# '^list invoice', getline(5))
%delete _
call setline(1, 'LIST   customers')
normal! gg=G
call s:check('= formats', getline(1) ==# 'list customers', getline(1, '$'))
qall!
