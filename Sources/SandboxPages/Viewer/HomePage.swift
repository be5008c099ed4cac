import JSON
import StripeCatalog
import StripeSandbox

/// The first page of the viewer: the newest events, and the lists that there are.
struct HomeView: PageView {
  let title = "The sandbox"
  let frame: ViewerFrame
  let time: String
  let events: [Event]
  let lists: [List]

  struct Event: Sendable {
    let type: String
    let link: String
    let about: String?
    let aboutLink: String?
    let created: String
  }

  struct List: Sendable {
    let name: String
    let link: String
  }

  static let template = """
    {{<viewer}}{{$body}}
    <p>It is {{time}} here. <a href="/clocks{{frame.suffix}}">Advance the clock</a></p>
    <h2>Newest events</h2>
    {{^events}}<p>Nothing has happened yet: ask the sandbox something by its API.</p>{{/events}}
    <ul class="plain">
    {{#events}}
    <li class="between"><span><a href="{{link}}">{{type}}</a>
    {{#aboutLink}}<a class="id" href="{{aboutLink}}">{{about}}</a>{{/aboutLink}}</span>
    <span class="note">{{created}}</span></li>
    {{/events}}
    </ul>
    <h2>All objects</h2>
    <ul class="links">
    {{#lists}}<li><a href="{{link}}">{{name}}</a></li>
    {{/lists}}
    </ul>
    {{/body}}{{/viewer}}
    """
}

/// Shows what happened last.
enum HomePage {
  private static let eventCount = 20

  static func show(_ visit: PageVisit) async throws -> Page {
    let account = try await visit.chosenAccount()
    let frame = try await ViewerFrame(account, visit.sandbox)
    let answer = try await account.send(
      "GET", "/v1/events", ["limit": .integer(eventCount)])
    let lists = Catalog.embedded.objects.filter { ObjectAddress.canList($0) && !$0.isV2 }
    return .show(
      HomeView(
        frame: frame,
        time: Readable.time(try await visit.sandbox.now()),
        events: answer.array("data").compactMap(\.object).map(event),
        lists: lists.map {
          HomeView.List(name: Readable.word($0.plural), link: "/objects/\($0.name)\(frame.suffix)")
        }))
  }

  static func event(_ event: JSONObject) -> HomeView.Event {
    let about = event.object("data")?.object("object")
    return HomeView.Event(
      type: event.text("type") ?? "", link: ObjectAddress.of(event) ?? "/",
      about: about?.text("id").map(Readable.brief), aboutLink: about.flatMap(ObjectAddress.of),
      created: Readable.time(event.amount("created")))
  }
}
