using FastMtp.Basis;
using FastMtp.Files.Text;
using FastMtp.Input;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Files.PotentialFiles;

/// <summary>Reads one <c>.mtp</c> file, version 1.1.0.</summary>
internal sealed class MtpReader
{
    private const int LargestCount = 1 << 22;
    private readonly LineReader _reader;
    private readonly MtpTokens _tokens;
    private readonly HashSet<string> _seen = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly Dictionary<string, double> _numbers = [];
    private string _name = "MTP";
    private string _tag = "";
    private double[]? _radial;
    private double[]? _speciesCoefficients;
    private double[]? _momentCoefficients;
    private int[][] _basic = [];
    private int[][] _products = [];
    private int[] _functions = [];

    public MtpReader(LineReader reader)
    {
        _reader = reader;
        _tokens = new MtpTokens(reader);
    }

    public PotentialModel Read(SpeciesList? species, bool standardPlan)
    {
        ReadHeader();
        while (_tokens.Next(out var token)) ReadEntry(token.ToString());
        CheckComplete();
        var plan = BasisLabel.Name(BuildPlan(), MtpTag.Basis(_tag));
        var moments = _momentCoefficients ?? Filled(plan.Functions.Length);
        if (standardPlan) (plan, moments) = PlanTables.Standardize(plan, moments);
        return new PotentialModel
        {
            Name = _name,
            Tag = MtpTag.WithoutNames(_tag),
            Species = MtpTag.Names(_tag, _counts["species_count"], species, _reader.File),
            SpeciesCount = _counts["species_count"],
            Plan = plan,
            Radial = BuildRadial(),
            RadialTensor = new DenseRadialTensor(RadialShape.Of(_counts["species_count"], plan, _counts["radial_basis_size"]),
                _radial ?? DefaultRadial()),
            SpeciesCoefficients = _speciesCoefficients ?? Filled(_counts["species_count"]),
            MomentCoefficients = moments,
            IsFitted = _radial is not null && _momentCoefficients is not null,
        };
    }

    private void ReadHeader()
    {
        if (!_tokens.Next(out var word)) throw new InputException($"{_reader.File}: the file is empty; name a .mtp potential.");
        if (word is not "MTP" || !_tokens.Next(out word) || word is not "version")
            throw _reader.Error("a .mtp potential begins with 'MTP' and 'version = 1.1.0', "
                + $"but this file begins with {_reader.Excerpt()}; name a .mtp file.");
        var version = _tokens.RestOfLine();
        if (version != "1.1.0")
            throw _reader.Error($"version '{SafeText.Excerpt(version)}' is not supported, only 1.1.0; "
                + "convert the potential with the program that wrote it.");
    }

    private void ReadEntry(string key)
    {
        if (key.StartsWith('#'))
            throw _reader.Error("an active-learning section (MLIP-3 .almtp) is not supported; "
                + "delete it and everything after it to use the potential alone.");
        // `scaling` may appear at the top and again inside the radial block; the two multiply.
        var entry = key == "scaling" && _seen.Contains("radial_basis_type") ? "radial scaling" : key;
        if (!_seen.Add(entry)) throw _reader.Error($"{key} is given twice; remove one.");
        switch (key)
        {
            case "potential_name":
                if (_tokens.RestOfLine() is { Length: > 0 } name) _name = name;
                break;
            case "potential_tag":
                _tag = _tokens.RestOfLine();
                break;
            case "radial_basis_type":
                CheckRadialType(_tokens.RestOfLine());
                break;
            case "scaling" or "min_dist" or "max_dist":
                _numbers[entry] = _tokens.Number(key);
                break;
            case "species_count" or "radial_basis_size" or "radial_funcs_count" or "alpha_moments_count"
                or "alpha_index_basic_count" or "alpha_index_times_count" or "alpha_scalar_moments":
                ReadCount(key);
                break;
            case "radial_coeffs":
                ReadRadial();
                break;
            case "alpha_index_basic":
                _basic = _tokens.Quadruples(Count("alpha_index_basic_count", key), key);
                break;
            case "alpha_index_times":
                _products = _tokens.Quadruples(Count("alpha_index_times_count", key), key);
                break;
            case "alpha_moment_mapping":
                _functions = _tokens.Integers(Count("alpha_scalar_moments", key), key);
                break;
            case "species_coeffs":
                _tokens.List(_speciesCoefficients = new double[Count("species_count", key)], key);
                break;
            case "moment_coeffs":
                _tokens.List(_momentCoefficients = new double[Count("alpha_scalar_moments", key)], key);
                break;
            default:
                throw _reader.Error($"'{SafeText.Excerpt(key)}' is not an entry of a .mtp file; check the number of values before it.");
        }
    }

    private void CheckRadialType(string type)
    {
        if (type != "RBChebyshev")
            throw _reader.Error($"radial_basis_type {SafeText.Excerpt(type)} is not supported; fit the potential again with RBChebyshev.");
    }

    private void ReadCount(string key)
    {
        var value = _tokens.Integer(key);
        var (least, most) = (key is "alpha_index_times_count" ? 0 : 1, key is "species_count" ? InputBounds.MostSpecies : LargestCount);
        if (value < least || value > most) throw _reader.Error($"{key} = {value} is out of range ({least} … {most}); correct the file.");
        _counts[key] = value;
    }

    private int Count(string key, string user) =>
        _counts.TryGetValue(key, out var value) ? value : throw _reader.Error($"{user} comes before {key}; put {key} first.");

    private void ReadRadial()
    {
        var (species, functions, size) = (Count("species_count", "radial_coeffs"), Count("radial_funcs_count", "radial_coeffs"),
            Count("radial_basis_size", "radial_coeffs"));
        _radial = new double[RadialCount(species, functions, size)];
        var next = 0;
        for (var pair = 0; pair < species * species; pair++)
        {
            var label = $"{pair / species}-{pair % species}";
            var found = _tokens.Expect($"radial_coeffs {label}");
            if (!found.SequenceEqual(label))
                throw _reader.Error($"the radial coefficients of pair {label} expected, found '{SafeText.Excerpt(found)}'; "
                    + "check species_count and radial_funcs_count.");
            for (var mu = 0; mu < functions; mu++, next += size) _tokens.List(_radial.AsSpan(next, size), $"radial_coeffs {label}");
        }
    }

    private int RadialCount(int species, long functions, int size)
    {
        // As integers, the product of four counts could overflow.
        var length = (double)species * species * functions * size;
        return length <= LargestCount
            ? (int)length
            : throw _reader.Error(
                FormattableString.Invariant($"{length} radial coefficients exceed the limit of {LargestCount}; ")
                + "correct species_count, radial_funcs_count or radial_basis_size.");
    }

    private void CheckComplete()
    {
        foreach (var key in (ReadOnlySpan<string>)["species_count", "radial_basis_type", "min_dist", "max_dist", "radial_basis_size",
            "alpha_moments_count", "alpha_index_basic", "alpha_index_times", "alpha_moment_mapping"])
            if (!_seen.Contains(key)) throw _reader.Error($"{key} is missing; the file is cut short or edited, copy it again.");
        if (_speciesCoefficients is null == _momentCoefficients is null) return;
        var missing = _speciesCoefficients is null ? "species_coeffs" : "moment_coeffs";
        throw _reader.Error($"{missing} is missing; the file is cut short, copy it again.");
    }

    private BasisPlan BuildPlan()
    {
        var plan = new PlanTables(_counts["alpha_moments_count"], _basic, _products, _functions).Build(_reader.File);
        if (_counts.TryGetValue("radial_funcs_count", out var given) && given != plan.RadialFunctionCount)
            throw new InputException($"{_reader.File}: radial_funcs_count = {given}, "
                + $"but alpha_index_basic uses {plan.RadialFunctionCount} radial functions; correct the file.");
        return plan;
    }

    private RadialBasis BuildRadial()
    {
        var (min, max) = (_numbers["min_dist"], _numbers["max_dist"]);
        var scaling = _numbers.GetValueOrDefault("scaling", 1) * _numbers.GetValueOrDefault("radial scaling", 1);
        if (min < 0 || max <= min)
            throw new InputException($"{_reader.File}: min_dist = {min} and max_dist = {max} do not form an interval; correct the file.");
        InputBounds.RequireCutoff(max, $"{_reader.File}: max_dist =");
        if (scaling <= 0) throw new InputException($"{_reader.File}: scaling = {scaling} is not positive; correct the file.");
        return new RadialBasis(min, max, _counts["radial_basis_size"], scaling);
    }

    private double[] DefaultRadial()
    {
        var (functions, size) = (1L + _basic.Max(row => row[0]), _counts["radial_basis_size"]);
        var c = new double[RadialCount(_counts["species_count"], functions, size)];
        for (var i = 0; i < c.Length; i++) c[i] = i % size == i / size % functions ? 1e-3 : 1e-6;
        return c;
    }

    private static double[] Filled(int count)
    {
        var values = new double[count];
        Array.Fill(values, 1e-3);
        return values;
    }
}
