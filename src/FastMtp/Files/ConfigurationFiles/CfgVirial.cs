using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>The PlusStress section: components in the order of its header, symmetrised.</summary>
internal static class CfgVirial
{
    private const string Remedy = "write xx yy zz yz xz xy, each once, above six numbers";

    public static Virial Read(LineReader reader, string[] names)
    {
        if (!reader.NextFilled()) throw reader.Error("the file ends before the values of PlusStress; it is cut short, copy it again.");
        Span<double> sums = stackalloc double[6];
        Span<int> counts = stackalloc int[6];
        var fields = new Fields(reader.Line);
        foreach (var name in names)
        {
            var component = Component(name);
            if (component < 0) throw reader.Error($"'{name}' is not a component of PlusStress; {Remedy}.");
            if (!fields.Next(out var field))
                throw reader.Error($"PlusStress has fewer values than the {names.Length} it announces; {Remedy}.");
            sums[component] += reader.ParseNumber(field, "PlusStress");
            counts[component]++;
        }
        if (fields.Next(out _)) throw reader.Error($"PlusStress has more values than the {names.Length} it announces; {Remedy}.");
        for (var i = 0; i < 6; i++)
            if (counts[i] == 0 || counts[i] > (i < 3 ? 1 : 2) || names.Distinct().Count() < names.Length)
                throw reader.Error($"PlusStress does not have six different components; {Remedy}.");
        return new Virial(sums[0], sums[1], sums[2], sums[3] / counts[3], sums[4] / counts[4], sums[5] / counts[5]);
    }

    private static int Component(string name) => name switch
    {
        "xx" => 0,
        "yy" => 1,
        "zz" => 2,
        "yz" or "zy" => 3,
        "xz" or "zx" => 4,
        "xy" or "yx" => 5,
        _ => -1,
    };
}
