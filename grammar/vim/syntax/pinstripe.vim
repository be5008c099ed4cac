" Vim syntax for pinstripe; made from the keyword table, and tested to be.
if exists("b:current_syntax") | finish | endif
syntax case ignore
syntax keyword pinstripeVerb get retrieve list query create update upsert delete execute
syntax keyword pinstripeStatement request let for if else assert print include use set show describe explain analyze test connection help exit
syntax keyword pinstripeClause from by where via select group having order limit page expand chart into of size distinct as asc desc stdin table
syntax keyword pinstripeOperator and or not in like between is
syntax keyword pinstripeLiteral true false null now today this last next
syntax match pinstripeNumber "\<\d\+\(\.\d\+\)\?\([smhdw]\|e[-+]\?\d\+\)\?\>"
syntax match pinstripeDate "\<\d\{4}-\d\d-\d\d\(T[0-9:]\+\(Z\|[-+][0-9:]\+\)\?\)\?"
syntax match pinstripeVariable "\$\w\+"
syntax region pinstripeString start=+"+ skip=+\\.+ end=+"+ oneline contains=pinstripeInterpolation
syntax region pinstripeRaw start=+'+ end=+'+ oneline
syntax region pinstripeInterpolation matchgroup=Special start=+${+ end=+}+ contained
syntax match pinstripeComment "#.*$"
highlight default link pinstripeVerb Keyword
highlight default link pinstripeStatement Statement
highlight default link pinstripeClause Keyword
highlight default link pinstripeOperator Operator
highlight default link pinstripeLiteral Constant
highlight default link pinstripeNumber Number
highlight default link pinstripeDate Number
highlight default link pinstripeVariable Identifier
highlight default link pinstripeString String
highlight default link pinstripeRaw String
highlight default link pinstripeComment Comment
let b:current_syntax = "pinstripe"
