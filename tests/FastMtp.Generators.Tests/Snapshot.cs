namespace FastMtp.Generators.Tests;

/// <summary>The one place that knows the snapshot library. Snapshots lie in <c>__snapshots__</c>.</summary>
internal static class Snapshot
{
    /// <summary>
    /// Compares a text with the committed one of this name; a difference goes to <c>__mismatch__</c>. A new name is written, but fails with
    /// SNAPSHOOTER_STRICT_MODE=on.
    /// </summary>
    public static void Match(string text, string name) => Snapshooter.Xunit.Snapshot.Match(text, name);
}
