using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Reads the structure of a VASP POSCAR or CONTCAR; velocities after the positions are left out.</summary>
internal sealed class PoscarReader(LineReader reader, ReadSession session)
{
    private const int LargestCount = 50_000_000;

    public void Read()
    {
        Next("the title");
        var scale = Scale();
        double[] rows = [.. Numbers(3, "a lattice vector"), .. Numbers(3, "a lattice vector"), .. Numbers(3, "a lattice vector")];
        var unscaled = LatticeRows.ToCell(rows, [true, true, true], reader);
        if (scale.X < 0) scale = Uniform(Math.Cbrt(-scale.X / unscaled.Volume));
        var cell = unscaled with { A = Scaled(unscaled.A, scale), B = Scaled(unscaled.B, scale), C = Scaled(unscaled.C, scale) };
        var types = Types();
        Next("Direct or Cartesian");
        var isSelective = reader.Line[0] is 's' or 'S';
        if (isSelective) Next("Direct or Cartesian");
        // VASP looks at the first letter alone.
        var isCartesian = reader.Line[0] is 'c' or 'C' or 'k' or 'K';
        var positions = new double[3 * types.Length];
        var isFixed = isSelective ? new bool[types.Length] : null;
        for (var atom = 0; atom < types.Length; atom++)
        {
            Next($"atom {atom + 1} of {types.Length}");
            var words = Fields.Split(reader.Line);
            if (words.Length < (isSelective ? 6 : 3))
            {
                var needed = isSelective ? "three coordinates and three flags" : "three coordinates";
                throw reader.Error($"atom {atom + 1} of {types.Length} has {words.Length} columns; give {needed}.");
            }
            var r = new Vector3(Coordinate(words[0]), Coordinate(words[1]), Coordinate(words[2]));
            r = isCartesian ? Scaled(r, scale) : cell.Cartesian(r);
            (positions[3 * atom], positions[3 * atom + 1], positions[3 * atom + 2]) = (r.X, r.Y, r.Z);
            if (isFixed is not null) isFixed[atom] = IsFixed(words.AsSpan(3, 3));
        }
        session.Add(new Configuration
        {
            Types = types,
            Positions = positions,
            Cell = cell,
            Fixed = isFixed,
            Origin = Path.GetFileName(reader.File),
        });
    }

    /// <summary>One factor, or one for each Cartesian component; what follows the numbers is a comment.</summary>
    private Vector3 Scale()
    {
        var first = Numbers(1, "the scale factor")[0];
        if (first == 0) throw reader.Error("the scale factor is 0; write 1, or minus the volume of the cell.");
        double[] factors = [.. Fields.Split(reader.Line).TakeWhile(IsNumber).Select(word => reader.ParseNumber(word, "scale factor"))];
        if (factors.Length == 1) return Uniform(first);
        if (factors.Length != 3) throw reader.Error($"there are {factors.Length} scale factors; write one, or three for x, y and z.");
        if (factors.Any(factor => factor <= 0)) throw reader.Error("three scale factors must be positive; correct them.");
        return new(factors[0], factors[1], factors[2]);

        static bool IsNumber(string word) => NumberText.TryParse(word, out _);
    }

    private static Vector3 Uniform(double factor) => new(factor, factor, factor);

    private static Vector3 Scaled(Vector3 v, Vector3 factors) => new(factors.X * v.X, factors.Y * v.Y, factors.Z * v.Z);

    private double Coordinate(string word) => reader.ParseNumber(word, "position");

    private int[] Types()
    {
        Next("the species");
        var names = Fields.Split(reader.Line);
        int[] numbers;
        if (char.IsAsciiDigit(names[0][0]))
        {
            if (session.Options.TypeNames is not { } given || given.Count < names.Length)
            {
                const string missing = "the numbers of atoms come without a line of species before them";
                throw reader.ErrorNaming($"{missing}; add that line, or name the species with {FastMtp.Input.Argument.Species}.");
            }
            numbers = [.. names.Select((_, i) => session.Species.Of(given[i], reader))];
        }
        else
        {
            // VASP 6 may write a hash of the pseudopotential after the symbol.
            numbers = [.. names.Select(name => session.Species.Of(name.Split('/', '_')[0], reader))];
            Next("the numbers of atoms");
        }
        var counts = Array.ConvertAll(Fields.Split(reader.Line), word => reader.ParseInteger(word, "number of atoms"));
        if (counts.Length != numbers.Length)
            throw reader.Error($"there are {counts.Length} numbers of atoms for {numbers.Length} species; give one for each.");
        if (counts.Any(count => count < 0) || counts.Sum(count => (long)count) is 0 or > LargestCount)
            throw reader.Error("the numbers of atoms are not positive, or too large; correct them.");
        return [.. counts.SelectMany((count, i) => Enumerable.Repeat(numbers[i], count))];
    }

    private bool IsFixed(ReadOnlySpan<string> flags)
    {
        var moves = 0;
        foreach (var flag in flags)
        {
            moves += flag.Trim('.') switch
            {
                ['T' or 't', ..] => 1,
                ['F' or 'f', ..] => 0,
                _ => throw reader.Error($"'{FastMtp.Input.SafeText.Excerpt(flag)}' is no flag of selective dynamics; write T or F."),
            };
        }
        if (moves is 1 or 2)
            session.PartlyFixed(reader.Error("an atom that moves in some directions only cannot be relaxed; write T T T or F F F."));
        return moves == 0;
    }

    private double[] Numbers(int count, string what)
    {
        Next(what);
        var words = Fields.Split(reader.Line);
        if (words.Length < count) throw reader.Error($"{count} numbers expected for {what}, found {words.Length}; correct the line.");
        return Array.ConvertAll(words[..count], word => reader.ParseNumber(word, what));
    }

    // Only the title may be blank.
    private void Next(string what)
    {
        if (!reader.Next() || (reader.Line.IsEmpty && reader.Number > 1))
            throw reader.Error($"the file ends before {what}; it is cut short, copy it again.");
    }
}
