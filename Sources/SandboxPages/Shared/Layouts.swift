/// The beginning of every page.
enum PageHead {
  static let template = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{{title}} · Sandbox</title>
    <link rel="stylesheet" href="/pages/style.css">
    </head>
    """
}

/// The frame of the viewer's pages.
enum ViewerLayout {
  static let template = """
    {{>head}}
    <body>
    <a class="skip" href="#main">Skip to the content</a>
    <header class="bar">
    <a class="name" href="/{{frame.suffix}}">Sandbox</a>
    <nav aria-label="Objects">
    <a href="/objects/customer{{frame.suffix}}">Customers</a>
    <a href="/objects/subscription{{frame.suffix}}">Subscriptions</a>
    <a href="/objects/invoice{{frame.suffix}}">Invoices</a>
    <a href="/objects/payment_intent{{frame.suffix}}">Payments</a>
    <a href="/objects/event{{frame.suffix}}">Events</a>
    <a href="/deliveries">Deliveries</a>
    <a href="/clocks{{frame.suffix}}">Clocks</a>
    </nav>
    <form class="find" action="/search" role="search">
    <label for="find">Id or e-mail</label>
    <input id="find" name="id" required autocomplete="off" spellcheck="false">
    <button>Find</button>
    </form>
    {{#frame.isChoice}}<form class="find account" action="/">
    <label for="account">Account</label>
    <select id="account" name="account">
    {{#frame.accounts}}<option value="{{accountID}}"{{#isChosen}} selected{{/isChosen}}>\
    {{accountName}}</option>
    {{/frame.accounts}}</select>
    <button>Show</button>
    </form>{{/frame.isChoice}}
    </header>
    <main id="main" class="wide">
    <h1>{{title}}</h1>
    {{$body}}{{/body}}
    </main>
    </body>
    </html>
    """
}

/// The frame of the pages that customers see.
enum CustomerLayout {
  static let template = """
    {{>head}}
    <body>
    <p class="mode">Sandbox: no money moves here.</p>
    <main id="main" class="card">
    <h1>{{title}}</h1>
    {{#problem}}<p class="problem" role="alert">{{problem}}</p>{{/problem}}
    {{$body}}{{/body}}
    </main>
    </body>
    </html>
    """
}

/// A heading and a sentence.
struct MessageView: PageView {
  let title: String
  let sentence: String

  static let template = """
    {{<customer}}{{$body}}
    <p>{{sentence}}</p>
    {{/body}}{{/customer}}
    """
}
