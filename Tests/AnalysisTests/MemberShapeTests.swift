import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog
import Testing

@testable import Analysis

/// A member that a value can never have is found through every way a variable comes about.
@Suite struct MemberShapeTests {
  @Test(arguments: [
    ("let c = get customer cus_1", "print $c.emial", "email"),
    ("let c = get customer cus_1", "delete customers where email != $c.emial", "email"),
    ("let c = get customer cus_1", "update customer cus_2 { phone: $c.phon }", "phone"),
    ("let c = get customer cus_1", #"print "to ${c.emial}""#, "email"),
    ("let c = get customer cus_1", "if $c.balanc > 0 { print 1 }", "balance"),
    ("let c = get customer cus_1", "assert $c.balanc = 0", "balance"),
    ("let c = get customer cus_1", "print $c.address.citty", "city"),
    ("let c = get customer cus_1", "let d = $c\nprint $d.emial", "email"),
    ("let i = create invoice { customer: cus_1 }", "execute pay invoice $i.idd", "id"),
    ("let i = execute pay invoice in_1", "print $i.amount_payd", "amount_paid"),
    ("let all = query invoices", "print first($all).totel", "total"),
    ("let all = query invoices", "print $all[0].totel", "total"),
    ("let all = query invoices", #"print sum($all, "totel")"#, "total"),
    ("let rows = query invoices select id, customer.email as mail", "print $rows[0].mial", "mail"),
    (
      "let rows = query invoices select id, customer.email", "print $rows[0].customer.emial",
      "email"
    ),
    (
      "let g = query charges select currency, count() group by currency",
      "for x in $g { print $x.cuont }", "count"
    ),
    ("let o = { first: 1, second: { third: 2 } }", "print $o.second.thrid", "third"),
  ])
  func `near misses are errors that name the member`(before: String, use: String, near: String) {
    let text = "\(before)\n\(use)".replacing("first($all).", with: "$all[1].")
    let found = problems(text)
    #expect(
      found.count == 1 && found.allSatisfy { $0.hasSuffix("did you mean `\(near)`?") }, "\(found)")
  }

  @Test(arguments: [
    "for i in query invoices { print $i.nubmer }",
    "for i in query invoices { for l in $i.lines.data { print $l.amuont } }",
    "for i in query invoices { update invoice $i.id { description: $i.numbr } }",
    "for i in query invoices { query charges where customer = $i.custommer }",
  ])
  func `rows of a loop are known`(text: String) {
    #expect(problems(text).count == 1)
  }

  @Test(arguments: [
    "let c = get customer cus_1\nprint $c.email\nprint $c.metadata.anything\nprint $c.deleted",
    "let c = request GET \"/v1/whatever\"\nprint $c.any.thing",
    "let i = get invoice in_1 expand customer\nprint $i.customer.email",
    "let i = get invoice in_1\nprint $i.customer",
    "for p in query prices expand product select product as x { print $p.x.name }",
    "for p in query prices where product.active = true expand product { print $p.product.name }",
    "for p in query prices select product, product.name { print $p.product.id }",
    "for p in query prices select product.name, product { get product $p.product.id }",
    "let c = get customer cus_1\nprint $c.custom_thing?",
    "let i = retrieve invoice where number = \"A\"\nprint $i.lines.data[0].amount",
    "let c = get customer cus_1\nif $c.balance > 0 { let c = get invoice in_1 }\nprint $c.number",
    "for r in [{ a: 1 }, { a: 2 }] { print $r.a }",
    "let n = count(query invoices)\nprint $n + 1",
  ])
  func `what may be there passes`(text: String) {
    #expect(problems(text) == [])
  }

  @Test(arguments: [
    ("let i = get invoice in_1\nprint $i.customer.email", "is the id of a customer"),
    (
      "for p in query prices where product.active = true { print $p.product.name }",
      "is the id of a product"
    ),
    (
      "let rows = query prices select product, created order by product.name\n"
        + "for r in $rows { print $r.product.name }", "is the id of a product"
    ),
    ("let i = query invoices\nprint $i.total", "is a list"),
    ("let c = get customer cus_1\nprint $c.email.host", "is a string and has no fields"),
    ("let c = get customer cus_1\nprint $c.email[0]", "is not a list"),
    ("for r in \"c.csv\" { print $r }", "requires a list"),
    ("for r in 5 { print $r }", "requires a list"),
  ])
  func `steps that cannot be taken say why`(text: String, reason: String) {
    let found = problems(text)
    #expect(found.count == 1 && found[0].contains(reason), "\(found)")
  }

  @Test func `columns of a file are known`() {
    func problems(_ body: String) -> [String] {
      var columns = ValueMembers()
      columns["mail"] = .unknown
      columns["first"] = .unknown
      var context = CheckContext(catalog: .embedded)
      context.rowShape = { path in path == "p.csv" ? .record(columns) : .unknown }
      let text = "create customers from \"p.csv\" { \(body) }"
      return Compiler.compile([SourceText(name: "test", text: text)], context).diagnostics.map {
        $0.message + ($0.hint.map { " | \($0)" } ?? "")
      }
    }
    #expect(problems("email: $row.mail, name: \"${row.first}\"") == [])
    #expect(problems("email: $row.email?") == [])
    #expect(
      problems("email: $row.mial") == ["`$row` has no field `mial` | did you mean `mail`?"])
    #expect(problems("name: \"${row.Frist}\"").count == 1)
    #expect(problems("email: $row.Mail") == ["`$row` has no field `Mail` | did you mean `mail`?"])
  }
}
