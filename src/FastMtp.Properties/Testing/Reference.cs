namespace FastMtp.Properties.Testing;

/// <summary>What a property should be.</summary>
/// <param name="Value">The value.</param>
/// <param name="Tolerance">How far off it may be: absolute, or relative to the value.</param>
/// <param name="IsRelative">True for a relative tolerance.</param>
internal sealed record Reference(double Value, double Tolerance, bool IsRelative)
{
    /// <summary>The tolerance in the unit of the value.</summary>
    public double Allowed => IsRelative ? Tolerance * Math.Abs(Value) : Tolerance;

    /// <summary>True if a value is near enough.</summary>
    public bool Accepts(double value) => Math.Abs(value - Value) <= Allowed;
}
