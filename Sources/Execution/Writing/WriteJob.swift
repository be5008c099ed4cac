import JSON
import Planning

/// How the writes of a plan are to be made.
package struct WriteJob: Sendable {
  /// Whether no further row is begun once one has failed; what is under way ends.
  package var stopsAtFailure = false
  /// The file or stream that the inputs are read from, where it was opened before; without it a
  /// file is opened for the job.
  package var input: PinnedInput?
  /// Where each write is noted before it is sent; nil where no journal is kept.
  package var step: JournalStep?
  /// Whether a resumed run will need the answers, and not only which writes were done.
  package var keepsAnswers = false
  /// Whether each object carries a mark in its metadata by which a write in doubt can be found.
  package var marksWrites = false
  /// How many of the matching rows are kept whole, to be shown to a person.
  package var sampleSize = 0
  /// Whether updates are sent also where the object already is as asked.
  package var forcesWrites = false

  package init(
    stopsAtFailure: Bool = false, input: PinnedInput? = nil, step: JournalStep? = nil,
    keepsAnswers: Bool = false, marksWrites: Bool = false, sampleSize: Int = 0,
    forcesWrites: Bool = false
  ) {
    self.stopsAtFailure = stopsAtFailure
    self.input = input
    self.step = step
    self.keepsAnswers = keepsAnswers
    self.marksWrites = marksWrites
    self.sampleSize = sampleSize
    self.forcesWrites = forcesWrites
  }
}

/// A job whose inputs are open, and whose matching rows are found: nothing of it was sent yet.
package struct OpenedJob {
  let plan: WritePlan
  let job: WriteJob
  var inputs: WriteInputs
  /// Finds the objects of the inputs; nil where their ids are given.
  var finder: KeyFinder?

  /// How many writes it will be; nil where only reading on tells.
  package var count: Int? { inputs.count }

  /// The first of the matching rows, as many as the job asked for; none where the rows come from
  /// elsewhere.
  package var sample: [JSONValue] { inputs.sample }
}
