/// A line of what is to be paid.
struct AmountLine: Sendable {
  let label: String
  let note: String?
  let money: String
  var isTotal = false
}

/// The lines of what is to be paid, with their sums.
enum AmountLines {
  static let template = """
    <table class="amounts">
    <thead class="hidden"><tr><th scope="col">What</th><th scope="col">Amount</th></tr></thead>
    <tbody>
    {{#amounts}}
    <tr{{#isTotal}} class="total"{{/isTotal}}>
    <th scope="row">{{label}}{{#note}}<span class="note">{{note}}</span>{{/note}}</th>
    <td class="money">{{money}}</td>
    </tr>
    {{/amounts}}
    </tbody>
    </table>
    """
}
