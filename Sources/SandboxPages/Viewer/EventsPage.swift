import JSON
import StripeCatalog
import StripeSandbox

/// What happened to an object, newest first.
struct EventsView: PageView {
  let title: String
  let frame: ViewerFrame
  let object: String
  let events: [HomeView.Event]
  let older: String?

  static let rows = """
    {{#events}}
    <li class="between"><a href="{{link}}">{{type}}</a><span class="note">{{created}}</span></li>
    {{/events}}
    """

  static let template = """
    {{<viewer}}{{$body}}
    <p><a href="{{object}}">The object</a></p>
    <ul class="plain">
    \(rows)
    </ul>
    <nav class="pages" aria-label="Pages">
    {{#older}}<a href="{{older}}" rel="next">Older</a>{{/older}}
    </nav>
    {{/body}}{{/viewer}}
    """
}

/// Shows what happened to an object.
enum EventsPage {
  /// How many are shown at once.
  static let size = 20

  static func show(_ visit: PageVisit) async throws -> Page {
    let id = visit.ids[1]
    guard let type = Catalog.embedded.object(named: visit.id),
      let object = ObjectAddress.of(type, id)
    else { return .message(404, "Nothing here", "The sandbox shows no \(visit.id) by its id.") }
    let account = try await visit.account(having: type.typeName, id)
    let found = try await account.events(
      of: id, limit: size, before: visit.query.entered("before"))
    return .show(
      EventsView(
        title: "Events of \(Readable.brief(id))",
        frame: try await ViewerFrame(account, visit.sandbox), object: object,
        events: found.events.map(HomePage.event),
        older: found.hasMore ? older(than: found.events, of: type, id) : nil))
  }

  static func older(than events: [JSONObject], of type: ObjectType, _ id: String) -> String? {
    events.last?.text("id").map { last in
      "/objects/\(type.name)/\(Readable.escaped(id))/events?before=\(Readable.escaped(last))"
    }
  }
}
