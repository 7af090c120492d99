using FastMtp.Files.Text;
using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Energy and virial among the key=value pairs of a configuration.</summary>
internal sealed class XyzLabels(List<KeyValuePair<string, string>> pairs, LineReader reader, ReadSession session)
{
    // Stresses are often printed with five decimals, an error that a large volume multiplies.
    private const double StressRounding = 2e-5;

    public double? Energy()
    {
        var key = session.Options.Keys.Energy is { } asked
            ? Find(asked)
            : FindOne(XyzNames.Energy, "energy", Argument.EnergyKey) ?? FindOne(XyzNames.FreeEnergy, "energy", Argument.EnergyKey);
        if (key is not { } found) return null;
        session.UsedEnergy(found.Key);
        var words = XyzArray.Words(found.Key, found.Value, reader);
        return reader.ParseNumber(words is [var one] ? one : found.Value.AsSpan().Trim(), found.Key);
    }

    /// <summary>The virial, from a virial or from a stress (eV/Å³, tension positive); if both are given, they must agree.</summary>
    public Virial? Virial(Cell cell)
    {
        var keys = session.Options.Keys;
        var free = keys.Stress is null && keys.Virial is null;
        var virial = free ? FindOne(XyzNames.Virial, "virial", Argument.VirialKey) : Find(keys.Virial);
        var stress = free ? FindOne(XyzNames.Stress, "stress", Argument.StressKey) : Find(keys.Stress);
        Virial? ofVirial = virial is { } v ? Tensor(v, StressRounding * cell.Volume) : null;
        Virial? ofStress = stress is { } s ? -Volume(cell, s.Key) * Tensor(s, StressRounding) : null;
        if (virial is not null) session.UsedVirial(virial.Value.Key);
        if (stress is not null) session.UsedStress(stress.Value.Key);
        if (ofVirial is { } a && ofStress is { } b) CheckAgreement(a, b, cell.Volume, virial!.Value.Key, stress!.Value.Key);
        return ofVirial ?? ofStress;
    }

    private void CheckAgreement(Virial virial, Virial stress, double volume, string virialKey, string stressKey)
    {
        var tolerance = 0.01 * Math.Sqrt(virial.SquaredNorm) + StressRounding * volume;
        if (Math.Sqrt((virial - stress).SquaredNorm) <= tolerance) return;
        var reason = Math.Sqrt((virial + stress).SquaredNorm) <= tolerance ? "a sign is reversed" : "the units or signs are inconsistent";
        var keys = $"{virialKey} (eV, positive when compressed) and {stressKey} (eV/Å³, positive under tension)";
        throw reader.ErrorNaming(
            $"{keys} disagree: {reason}; correct one, or choose one with {Argument.VirialKey} or {Argument.StressKey}.");
    }

    private double Volume(Cell cell, string key) =>
        cell.Volume > 0
            ? cell.Volume
            : throw reader.Error($"{key} needs a volume, but there are not three lattice vectors; give the Lattice or remove {key}.");

    private Virial Tensor(KeyValuePair<string, string> pair, double noise)
    {
        var words = XyzArray.Words(pair.Key, pair.Value, reader);
        if (words.Length is not (6 or 9))
            throw reader.Error($"{pair.Key} has {words.Length} numbers; give 9 (row by row) or 6 (xx yy zz yz xz xy).");
        var t = Array.ConvertAll(words, word => reader.ParseNumber(word, pair.Key));
        return t.Length == 6
            ? new Virial(t[0], t[1], t[2], t[3], t[4], t[5])
            : new Virial(t[0], t[4], t[8], Mean("yz and zy", 5, 7), Mean("xz and zx", 2, 6), Mean("xy and yx", 1, 3));

        double Mean(string names, int first, int second) =>
            SymmetricTensor.Mean(reader, pair.Key, names, words[first], words[second], words, noise);
    }

    private KeyValuePair<string, string>? Find(string? key)
    {
        var index = pairs.FindIndex(pair => pair.Key == key);
        return index < 0 ? null : pairs[index];
    }

    private KeyValuePair<string, string>? FindOne(string[] names, string label, Argument argument)
    {
        var found = pairs.FindAll(pair => XyzNames.Has(names, pair.Key));
        if (found.Count == 0) return null;
        var first = found[0];
        var other = found.FindIndex(pair => pair.Value.Trim() != first.Value.Trim());
        if (other < 0) return first;
        throw reader.ErrorNaming(
            $"{first.Key} and {found[other].Key} differ, and both could be the {label}; choose one with {argument}.");
    }
}
