namespace FastMtp.Evaluation;

/// <summary>
/// Atoms in groups that one thread takes at a time: small enough that a few hundred atoms keep several threads busy, large
/// enough that most neighbours are in the same group.
/// </summary>
/// <param name="AtomCount">Number of atoms.</param>
internal readonly record struct AtomGroups(int AtomCount)
{
    /// <summary>Atoms per group; the last group may have fewer.</summary>
    public int Size => Math.Clamp(AtomCount / 16 & -8, 64, 256);

    /// <summary>Number of groups.</summary>
    public int Count => (AtomCount + Size - 1) / Size;

    /// <summary>The first atom of a group and the number of its atoms.</summary>
    public (int First, int Count) this[int group] => (group * Size, Math.Min(Size, AtomCount - group * Size));
}
