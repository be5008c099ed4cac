import JSON
import Planning

/// The options of a job that writes.
package struct WriteJob: Sendable {
  /// True if no further row is begun once one has failed; requests under way still end.
  package var stopsAtFailure = false
  /// The file or stream of the inputs, if it was opened before; without it a file is opened for the
  /// job.
  package var input: PinnedInput?
  /// The journal's step in which each write is recorded before it is sent; nil without a journal.
  package var step: JournalStep?
  /// True if a resumed run needs the responses, and not only which writes were done.
  package var keepsAnswers = false
  /// True to add a tag to the metadata of each object, by which an unconfirmed write can be found.
  package var marksWrites = false
  /// The number of matching rows that are stored complete, to be shown.
  package var sampleSize = 0
  /// True to send updates even if the object already has the values.
  package var forcesWrites = false

  /// Creates options; by default nothing is recorded, tagged or forced.
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

/// A job whose inputs are open and whose matching rows are found; none of its writes was sent yet.
package struct OpenedJob {
  let plan: WritePlan
  let job: WriteJob
  var inputs: WriteInputs
  /// Finds the objects of the inputs by a key; nil if their ids are given.
  var finder: KeyFinder?

  /// The number of writes; nil if it is not known before the inputs are read.
  package var count: Int? { inputs.count }

  /// The first of the matching rows, as many as the job requested; empty if the rows come from
  /// elsewhere.
  package var sample: [JSONValue] { inputs.sample }
}
