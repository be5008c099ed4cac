import JSON
import StripeCatalog
import StripeSandbox

/// The objects of one kind, a page at a time.
struct ListView: PageView {
  let title: String
  let frame: ViewerFrame
  var note: String?
  var rows: [ListRow] = []
  var newer: String?
  var older: String?

  static let rowTemplate = """
    <div class="scroll" tabindex="0" role="region" aria-label="Rows">
    <table class="rows">
    <thead><tr><th scope="col">Id</th><th scope="col">What</th>
    <th scope="col" class="money">Amount</th><th scope="col">State</th><th scope="col">Created</th>
    </tr></thead>
    <tbody>
    {{#rows}}
    <tr><td class="id">{{#link}}<a href="{{link}}">{{brief}}</a>{{/link}}\
    {{^link}}{{brief}}{{/link}}</td>
    <td class="text">{{what}}</td><td class="money">{{amount}}</td>
    <td>{{#state}}<span class="state">{{state}}</span>{{/state}}</td><td>{{created}}</td></tr>
    {{/rows}}
    </tbody>
    </table>
    </div>
    """

  static let template = """
    {{<viewer}}{{$body}}
    {{#note}}<p>{{note}}</p>{{/note}}
    {{^empty(rows)}}\(rowTemplate){{/empty(rows)}}
    <nav class="pages" aria-label="Pages">
    {{#newer}}<a href="{{newer}}" rel="prev">Newer</a>{{/newer}}
    {{#older}}<a href="{{older}}" rel="next">Older</a>{{/older}}
    </nav>
    {{/body}}{{/viewer}}
    """
}

/// One object of a list, in the words that most objects have.
struct ListRow: Sendable {
  let brief: String
  let link: String?
  let what: String?
  let amount: String?
  let state: String?
  let created: String?

  /// The first of these that an object has says best what it is.
  private static let names = [
    "name", "email", "type", "code", "nickname", "number", "description", "customer_email",
    "lookup_key", "customer",
  ]
  private static let amounts = [
    "total", "amount_total", "amount", "unit_amount", "amount_off", "net",
  ]

  init(_ object: JSONObject) {
    brief = Readable.brief(object.text("id") ?? "")
    link = ObjectAddress.of(object)
    what = Self.names.compactMap { object.text($0) }.first
    let currency = object.text("currency")
    amount = Self.amounts.compactMap { object[$0]?.integer }.first.flatMap { amount in
      currency.map { Readable.money(amount, $0) }
    }
    state =
      object.text("status").map(Readable.word)
      ?? object["active"]?.bool.map { $0 ? "active" : "inactive" }
    created = (object["created"]?.integer).map(Readable.time)
  }
}

/// Shows the objects of a kind.
enum ListPage {
  private static let size = 25

  static func show(_ visit: PageVisit) async throws -> Page {
    guard let type = Catalog.embedded.object(named: visit.id), let list = type.operation(.list),
      let path = list.path(with: [])
    else { return .message(404, "Nothing here", "The sandbox lists no \(visit.id).") }
    var parameters: JSONObject = ["limit": .integer(size)]
    for name in ["starting_after", "ending_before"] {
      if let id = visit.query.entered(name) { parameters[name] = .string(id) }
    }
    let account = try await visit.chosenAccount()
    let frame = try await ViewerFrame(account, visit.sandbox)
    let filters = visit.query.members.filter {
      $0.key != "account" && list.record.parameter(named: $0.key) != nil
    }
    for member in filters { parameters[member.key] = member.value }
    let answer = try await account.send("GET", path, parameters)
    let rows = answer.array("data").compactMap(\.object)
    let pages = Pages(visit, type, rows, hasMore: answer.isTrue("has_more"), filters, frame)
    return .show(
      ListView(
        title: Readable.title(type.plural), frame: frame,
        note: rows.isEmpty ? "There are none." : nil, rows: rows.map(ListRow.init),
        newer: pages.newer, older: pages.older))
  }

  /// The addresses of the pages around one.
  private struct Pages {
    var newer: String?
    var older: String?

    init(
      _ visit: PageVisit, _ type: ObjectType, _ rows: [JSONObject], hasMore: Bool,
      _ filters: [JSONMember], _ frame: ViewerFrame
    ) {
      let kept = filters.filter { !["starting_after", "ending_before"].contains($0.key) }
        .compactMap { member in member.value.string.map { "&\(member.key)=\(Readable.escaped($0))" }
        }
        .joined()
      func address(_ name: String, _ row: JSONObject?) -> String? {
        row?.text("id").map {
          "/objects/\(type.name)?\(name)=\(Readable.escaped($0))\(kept)\(frame.addition)"
        }
      }
      let isBack = visit.query.has("ending_before")
      if isBack ? hasMore : visit.query.has("starting_after") {
        newer = address("ending_before", rows.first)
      }
      if isBack || hasMore { older = address("starting_after", rows.last) }
    }
  }
}
