import JSON
import StripeCatalog
import StripeSandbox

/// One object: its fields, what belongs to it, and what happened to it.
struct ObjectView: PageView {
  let title: String
  let frame: ViewerFrame
  let account: String?
  let kind: String
  let fields: [FieldRow]
  let related: [Related]
  let events: [HomeView.Event]
  /// The page of older events; nil where these are all.
  let moreEvents: String?
  /// The event that may be sent again; nil for other objects.
  let event: String?
  let deliveries: [DeliveryRow]
  /// The form that advances a test clock; nil for other objects.
  let clock: ClockForm?

  /// Objects of another kind that name this one.
  struct Related: Sendable {
    let heading: String
    let rows: [ListRow]
    let all: String
  }

  static let template = """
    {{<viewer}}{{$body}}
    <p class="note">{{kind}}{{#account}} of {{account}}{{/account}}</p>
    {{#clock}}{{>clockform}}{{/clock}}
    {{#event}}
    <form method="post" action="/deliveries/{{event}}/resend"><button>Send again</button></form>
    <h2>Deliveries</h2>
    {{^empty(deliveries)}}\(DeliveriesView.table){{/empty(deliveries)}}
    {{^deliveries}}<p>It was not sent to any address.</p>{{/deliveries}}
    {{/event}}
    <h2>Fields</h2>
    <table class="fields">
    <thead class="hidden"><tr><th scope="col">Field</th><th scope="col">Value</th></tr></thead>
    <tbody>
    {{#fields}}
    <tr class="d{{depth}}{{#isGroup}} group{{/isGroup}}"><th scope="row">{{name}}</th>
    <td>{{#link}}<a href="{{link}}">{{text}}</a>{{/link}}{{^link}}{{text}}{{/link}}</td></tr>
    {{/fields}}
    </tbody>
    </table>
    {{#related}}
    <h2>{{heading}}</h2>
    \(ListView.rowTemplate)
    <p><a href="{{all}}">All of these</a></p>
    {{/related}}
    {{^empty(events)}}<h2>Events</h2>{{/empty(events)}}
    <ul class="plain">
    \(EventsView.rows)
    </ul>
    {{#moreEvents}}<p><a href="{{moreEvents}}">Older events</a></p>{{/moreEvents}}
    {{/body}}{{/viewer}}
    """
}

/// Shows an object.
enum ObjectPage {
  static func show(_ visit: PageVisit) async throws -> Page {
    let id = visit.ids[1]
    guard let type = Catalog.embedded.object(named: visit.id),
      let path = type.operation(.retrieve)?.path(with: [id])
    else { return .message(404, "Nothing here", "The sandbox shows no \(visit.id) by its id.") }
    let account =
      try await visit.sandbox.account(having: type.typeName, id) ?? visit.sandbox.sharedAccount
    let object = try await account.send("GET", path)
    let isEvent = type.typeName == "event"
    let frame = try await ViewerFrame(account, visit.sandbox)
    let events = try await isEvent ? ([], false) : account.events(of: id, limit: EventsPage.size)
    return .show(
      ObjectView(
        title: id, frame: frame, account: frame.suffix.isEmpty ? nil : account.account,
        kind: Readable.word(type.name), fields: FieldRows(object, type).rows,
        related: try await related(to: id, type, account, frame),
        events: events.0.map(HomePage.event),
        moreEvents: events.1 ? EventsPage.older(than: events.0, of: type, id) : nil,
        event: isEvent ? id : nil,
        deliveries: isEvent
          ? try await visit.sandbox.deliveries(of: id).reversed().map(DeliveryRow.init) : [],
        clock: type.typeName == "test_helpers.test_clock" ? ClockForm(clock: id) : nil))
  }

  private static let shown = 10

  /// Whatever list can be filtered by the name of the object's kind.
  private static func related(
    to id: String, _ type: ObjectType, _ account: AccountClient, _ frame: ViewerFrame
  ) async throws -> [ObjectView.Related] {
    let filter = type.typeName.split(separator: ".").last.map(String.init) ?? type.typeName
    var related: [ObjectView.Related] = []
    for other in Catalog.embedded.objects where !other.isV2 {
      guard let list = other.operation(.list), list.record.parameter(named: filter) != nil,
        let path = list.path(with: []),
        let answer = try? await account.send(
          "GET", path, [filter: .string(id), "limit": .integer(shown)])
      else { continue }
      let rows = answer.array("data").compactMap(\.object)
      guard !rows.isEmpty else { continue }
      related.append(
        ObjectView.Related(
          heading: Readable.title(other.plural),
          rows: rows.map(ListRow.init),
          all: "/objects/\(other.name)?\(filter)=\(Readable.escaped(id))\(frame.addition)"))
    }
    return related
  }
}
