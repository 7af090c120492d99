namespace FastMtp.Selection.Checks;

/// <summary>How much a finding matters.</summary>
internal enum Severity
{
    /// <summary>The data are wrong or unusable as they are.</summary>
    Error,

    /// <summary>Probably a fault, but real data can look like this.</summary>
    Warning,

    /// <summary>Worth knowing.</summary>
    Note,
}

/// <summary>Something that stands out in a data set.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Kind">What it is, the same words for all findings of a kind.</param>
/// <param name="Index">Number of the configuration, from 0; null if it concerns a group or the whole set.</param>
/// <param name="Where">File and position of the configuration, or the group.</param>
/// <param name="Value">What was found, with numbers.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Size">How far it stands out; findings of a kind are ordered by it.</param>
/// <param name="IsCopy">True if the configuration repeats an earlier one with nothing new.</param>
internal sealed record Finding(
    Severity Severity, string Kind, int? Index, string Where, string Value, string Remedy, double Size = 0, bool IsCopy = false);
