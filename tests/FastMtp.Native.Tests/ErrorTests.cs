using FastMtp.Files.PotentialFiles;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Tests.Atoms;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>What cannot be done gives a code and a sentence, and leaves the library usable.</summary>
public sealed unsafe class ErrorTests : IDisposable
{
    private const int BadInput = 1;
    private const int BadHandle = 2;
    private const int NotAvailable = 3;
    private const int Unsupported = 5;

    private readonly TemporaryDirectory _directory = new();

    private static Api Api => Api.Default;

    [NeedsFact]
    public void Files()
    {
        AssertRefused(BadInput, Api.Open(_directory.PathOf("none.mtp"), null, out var potential), "none.mtp: there is no such file");
        Assert.Equal(0, potential);
        AssertRefused(BadInput, Api.Open(null, null, out _), "path is NULL");
        AssertRefused(BadInput, Api.Open(_directory.Write("text.mtp", "nothing\n"), null, out _), "text.mtp:1");
        AssertRefused(BadInput, Api.Open(_directory.Write("broken.fmtp", "{\"format\": 7"), null, out _), "broken.fmtp");
        var unfitted = _directory.PathOf("unfitted.mtp");
        PotentialFile.Write(unfitted, PotentialModel.ForLevel(4, GoldenData.Species, new RadialBasis(2, 5, 8)));
        AssertRefused(BadInput, Api.Open(unfitted, null, out _), "has no coefficients");
        AssertRefused(BadInput, Api.Open(GoldenData.PathOf("g08.mtp"), "Mo,Nb", out _), "4 species");
    }

    [NeedsFact]
    public void Species()
    {
        var nameless = Api.Opened(GoldenData.PathOf("g08.mtp"));
        Assert.Equal((4, null), (Api.SpeciesCount(nameless), Api.SpeciesName(nameless, 0)));
        Assert.Contains("does not name its species", Api.LastError, StringComparison.Ordinal);
        Assert.Equal(-1, Api.SpeciesNumber(nameless, "Mo"));
        var named = Api.Opened(GoldenData.PathOf("g08.mtp"), "Mo,Nb,Ta,W");
        Assert.Equal("Mo Nb Ta W", string.Join(' ', Enumerable.Range(0, 4).Select(i => Api.SpeciesName(named, i))));
        Assert.Equal((3, -1), (Api.SpeciesNumber(named, "W"), Api.SpeciesNumber(named, "Fe")));
        Assert.Contains("no Fe; its species are Mo,Nb,Ta,W", Api.LastError, StringComparison.Ordinal);
        Assert.Null(Api.SpeciesName(named, 4));
        Assert.Equal(5, Api.Cutoff(named));
    }

    [NeedsFact]
    public void Handles()
    {
        var potential = Api.Opened(GoldenData.PathOf("g08.mtp"));
        Api.Close(potential);
        Api.Close(potential);
        Api.Close(0);
        foreach (var handle in (nint[])[0, potential, 12345678])
        {
            AssertRefused(BadHandle, Api.SetThreads(handle, 1), "Invalid handle");
            AssertRefused(BadHandle, Api.Compute(handle, (ApiAtoms*)null, null), "Invalid handle");
            Assert.Equal((0.0, 0, null), (Api.Cutoff(handle), Api.SpeciesCount(handle), Api.Kernel(handle)));
        }
    }

    [NeedsFact]
    public void Configurations()
    {
        var potential = Api.Opened(GoldenData.PathOf("g08.mtp"));
        var bulk = SampleConfigurations.Create("bulk");
        var evaluated = new Evaluated(bulk.Count);
        Refuse(bulk with { Types = [.. bulk.Types.Select(_ => 7)] }, "species number 7");
        Refuse(bulk with { Positions = [double.NaN, .. bulk.Positions[1..]] }, "coordinate NaN");
        Refuse(bulk with { Positions = [.. bulk.Positions[..3], .. bulk.Positions[..3], .. bulk.Positions[6..]] }, "same place");
        Refuse(bulk with { Cell = bulk.Cell with { A = bulk.Cell.B } }, "volume");
        AssertRefused(BadInput, Api.Compute(potential, (ApiConfiguration*)null, null), "fastmtp_configuration");
        Assert.Equal(0, Api.HasGrades(potential));
        var grades = stackalloc double[bulk.Count];
        AssertRefused(NotAvailable, evaluated.Compute(results =>
        {
            results->Grades = grades;
            return Evaluated.Call(Api, potential, bulk, results);
        }), "grades");
        Assert.Equal(0, evaluated.Compute(results => Evaluated.Call(Api, potential, bulk, results)));

        void Refuse(Configuration configuration, string sentence) =>
            AssertRefused(BadInput, evaluated.Compute(results => Evaluated.Call(Api, potential, configuration, results)), sentence);
    }

    [NeedsFact]
    public void Precisions()
    {
        var potential = Api.Opened(GoldenData.PathOf("g08.mtp"));
        AssertRefused(BadInput, Api.SetPrecision(potential, 2), "precision is 2; it must be FASTMTP_DOUBLE or FASTMTP_MIXED");
        var committee = Api.Opened(Doubtful.Committee(_directory));
        AssertRefused(NotAvailable, Api.SetPrecision(committee, 1), "A committee is evaluated in double precision only");
        Assert.Equal(0, Api.SetPrecision(committee, 0));
        var graded = Api.Opened(Doubtful.Graded(_directory));
        Assert.Equal((1, 0, 0), (Api.HasGrades(graded), Api.SetPrecision(graded, 1), Api.HasGrades(graded)));
        var bulk = SampleConfigurations.Create("bulk");
        var grades = stackalloc double[bulk.Count];
        AssertRefused(NotAvailable, new Evaluated(bulk.Count).Compute(results =>
        {
            results->Grades = grades;
            return Evaluated.Call(Api, graded, bulk, results);
        }), "Grades are computed in double precision");
    }

    [NeedsFact]
    public void Lists()
    {
        var potential = Api.Opened(GoldenData.PathOf("g08.mtp"));
        var ghosts = new GhostSystem(SampleConfigurations.Create("large"), 5.5);
        var center = ghosts.Centers[0];
        var list = ghosts.ListOf(center);
        Assert.True(list.Count > 16);
        list.Add(list[3]);
        AssertRefused(BadInput, Compute(), $"atom {list[3]} is in the list of atom {center} twice");
        list.RemoveAt(list.Count - 1);
        const string outside = "contains an index outside the";
        (int, string)[] faults = [(ghosts.Count, outside), (-1, outside), (center, "own neighbour list")];
        foreach (var at in (int[])[0, list.Count - 1])
        {
            var good = list[at];
            foreach (var (wrong, sentence) in faults)
            {
                list[at] = wrong;
                AssertRefused(BadInput, Compute(), sentence);
            }
            list[at] = good;
        }
        var species = ghosts.Species[list[0]];
        ghosts.Species[list[0]] = -1;
        AssertRefused(BadInput, Compute(), "species number -1");
        ghosts.Species[list[0]] = species;
        ghosts.Centers[0] = ghosts.Count;
        AssertRefused(BadInput, Compute(), $"centers contains {ghosts.Count}");
        ghosts.Centers[0] = center;
        Assert.Equal(0, Compute());
        Refuse(new ApiAtoms { Size = (nuint)sizeof(ApiAtoms), Count = 1, CenterCount = 1 }, "species or positions are missing");
        Refuse(new ApiAtoms { Size = 3 }, "sizeof(fastmtp_atoms)");

        void Refuse(ApiAtoms atoms, string sentence)
        {
            var given = &atoms;
            AssertRefused(BadInput, new Evaluated(1).Compute(results => Api.Compute(potential, given, results)), sentence);
        }

        int Compute() => new Evaluated(ghosts.Count).Compute(results => ghosts.Compute(Api, potential, results, asPointers: true));
    }

    [NeedsFact]
    public void NumbersOutOfRange()
    {
        var potential = Api.Opened(GoldenData.PathOf("g08.mtp"));
        Assert.Equal(0, Pair());
        foreach (var bad in (double[])[1e100, -2e9, double.NaN, double.NegativeInfinity])
            AssertRefused(BadInput, Pair(x: bad), FormattableString.Invariant($"atom 1 has the coordinate {bad} "));
        AssertRefused(BadInput, Pair(x: 1e308, y: 1e308), "atom 1 has the coordinate 1E+308 ");
        const long Huge = 1L << 40;
        foreach (var (begin, end) in ((long, long)[])[(0, Huge), (Huge, Huge + 1), (-1, 0), (1, 0), (long.MinValue, long.MaxValue)])
            AssertRefused(BadInput, Pair(first: [begin, end, end]), $"first[0] is {begin} and first[1] is {end}");
        AssertRefused(BadInput, Pair(count: int.MaxValue), "count is 2147483647");
        AssertRefused(BadInput, Pair(count: -1), "count is -1");
        AssertRefused(BadInput, Pair(centers: [0, 1, 1]), "center_count is 3");
        // Neither is taken when it comes a second time.
        for (var time = 0; time < 2; time++)
        {
            AssertRefused(BadInput, Pair(centers: [1, 1]), "atom 1 occurs twice in centers");
            AssertRefused(BadInput, Pair(first: [0, 2, 2], list: [1, 1]), "atom 1 is in the list of atom 0 twice");
        }
        Assert.Equal(0, Pair());

        int Pair(double x = 2.5, double y = 0, long[]? first = null, int[]? list = null, int[]? centers = null, int count = 2)
        {
            fixed (double* positions = new[] { 0, 0, 0, x, y, 0 })
            fixed (int* species = new[] { 0, 1 }, chosen = centers ??= [0, 1], neighbors = list ?? [1, 0])
            fixed (long* begin = first ?? [0, 1, 2])
            {
                var atoms = new ApiAtoms
                {
                    Size = (nuint)sizeof(ApiAtoms), Count = count, CenterCount = centers.Length, Centers = chosen, Species = species,
                    Positions = positions, First = begin, List = neighbors,
                };
                var given = &atoms;
                return new Evaluated(2).Compute(results => Api.Compute(potential, given, results));
            }
        }
    }

    [NeedsFact]
    public void MissingParts()
    {
        File.Copy(PublishedLibrary.PathOf("libfastmtp.so"), _directory.PathOf("libfastmtp.so"));
        var api = new Api(_directory.PathOf("libfastmtp.so"));
        Assert.Equal(0, api.AbiVersion);
        Assert.Equal(Unsupported, api.Open("any.mtp", null, out _));
        Assert.Contains("keep libfastmtp.so and libfastmtp-v", api.LastError, StringComparison.Ordinal);
        Assert.Equal(1, Api.AbiVersion);
    }

    public void Dispose() => _directory.Dispose();

    private static void AssertRefused(int expected, int status, string sentence)
    {
        Assert.Equal(expected, status);
        Assert.Contains(sentence, Api.LastError, StringComparison.Ordinal);
        Assert.EndsWith(".", Api.LastError, StringComparison.Ordinal);
    }
}
