using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>The PlusStress section: components in the order of its header, symmetrised.</summary>
internal static class CfgVirial
{
    private const string Remedy = "write xx yy zz yz xz xy, each once, above six numbers";

    public static Virial Read(LineReader reader, string[] names)
    {
        if (!reader.NextFilled()) throw reader.Error("the file ends before the values of PlusStress; it is cut short, copy it again.");
        var given = new List<int>[6];
        for (var i = 0; i < 6; i++) given[i] = [];
        var words = new string[names.Length];
        var fields = new Fields(reader.Line);
        for (var i = 0; i < names.Length; i++)
        {
            var component = Component(names[i]);
            if (component < 0) throw reader.Error($"'{names[i]}' is not a component of PlusStress; {Remedy}.");
            if (!fields.Next(out var field))
                throw reader.Error($"PlusStress has fewer values than the {names.Length} it announces; {Remedy}.");
            words[i] = field.ToString();
            given[component].Add(i);
        }
        if (fields.Next(out _)) throw reader.Error($"PlusStress has more values than the {names.Length} it announces; {Remedy}.");
        for (var i = 0; i < 6; i++)
            if (given[i].Count == 0 || given[i].Count > (i < 3 ? 1 : 2) || names.Distinct().Count() < names.Length)
                throw reader.Error($"PlusStress does not have six different components; {Remedy}.");
        return new Virial(Value(given[0]), Value(given[1]), Value(given[2]), Value(given[3]), Value(given[4]), Value(given[5]));

        double Value(List<int> of) => of is [var first, var second]
            ? SymmetricTensor.Mean(reader, "PlusStress", $"{names[first]} and {names[second]}", words[first], words[second], words, 0)
            : reader.ParseNumber(words[of[0]], "PlusStress");
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
