namespace FastMtp.Selection.Learning;

/// <summary>Who follows a loop.</summary>
internal interface ILearningObserver
{
    /// <summary>A stage begins.</summary>
    void Begin(int round, string stage);

    /// <summary>Something worth knowing has happened.</summary>
    void Note(string sentence);

    /// <summary>There is news of the last round.</summary>
    void Report(IReadOnlyList<Round> rounds);
}
