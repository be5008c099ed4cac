autocmd BufNewFile,BufRead *.stripe setfiletype pinstripe
