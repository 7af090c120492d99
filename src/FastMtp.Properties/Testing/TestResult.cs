namespace FastMtp.Properties.Testing;

/// <summary>A computed property beside what it should be.</summary>
/// <param name="Subject">The crystal or pair.</param>
/// <param name="Property">What was computed.</param>
/// <param name="Unit">Its unit; empty for a verdict.</param>
/// <param name="Value">The value; NaN if it could not be computed.</param>
/// <param name="Reference">What it should be; null if nobody said.</param>
internal sealed record TestResult(string Subject, string Property, string Unit, double Value, Reference? Reference)
{
    /// <summary>A remark, or why the property could not be computed.</summary>
    public string? Note { get; init; }

    /// <summary>A verdict that does not follow from a reference, such as stability.</summary>
    public bool? Verdict { get; init; }

    /// <summary>True if passed, false if failed, null if there is nothing to compare with.</summary>
    public bool? Passed => double.IsNaN(Value) ? false : Verdict ?? Reference?.Accepts(Value);
}
