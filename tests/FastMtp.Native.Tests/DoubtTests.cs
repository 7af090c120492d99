using FastMtp.Tests.Atoms;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>Grades of a potential with an active set, and the spread of a committee, through the library.</summary>
public sealed unsafe class DoubtTests : IDisposable
{
    private const int BadInput = 1;
    private const int NotAvailable = 3;

    private readonly TemporaryDirectory _directory = new();

    private static Api Api => Api.Default;

    public void Dispose() => _directory.Dispose();

    [NeedsFact]
    public void GradesAreThoseOfTheEvaluator()
    {
        var path = Doubtful.Graded(_directory);
        var (own, managed) = (Api.Opened(path), Potential.Load(path));
        Assert.Equal((1, 0), (Api.HasGrades(own), Api.MemberCount(own)));
        foreach (var kind in (string[])["bulk", "skewed", "cluster", "large"])
        {
            var configuration = SampleConfigurations.Create(kind);
            var expected = managed.Grade(configuration);
            var (grades, forces) = (new double[configuration.Count], new double[3 * configuration.Count]);
            Assert.Equal(0, Compute(grades, null, forces, results => Evaluated.Call(Api, own, configuration, results)));
            Evaluated.Close(expected.Grades!, grades, 1e-9);
            Evaluated.Close(expected.Forces, forces, 1e-11);

            var ghosts = new GhostSystem(configuration, 6);
            foreach (var asPointers in (bool[])[true, false])
            {
                var atSites = new double[ghosts.Count];
                Assert.Equal(0, Compute(atSites, null, null, results => ghosts.Compute(Api, own, results, asPointers)));
                Evaluated.Close(expected.Grades!, [.. ghosts.Centers.Select(site => atSites[site])], 1e-9);
                // Ghosts have none.
                Assert.Equal(atSites.Sum(), ghosts.Centers.Sum(site => atSites[site]), 1e-9);
            }
        }
        Api.Close(own);
    }

    [NeedsFact]
    public void AskingForGradesNowAndThenChangesNothingElse()
    {
        var path = Doubtful.Graded(_directory);
        var (own, plain) = (Api.Opened(path), Api.Opened(GoldenData.PathOf("g06.mtp")));
        var ghosts = new GhostSystem(SampleConfigurations.Create("bulk"), 6);
        var expected = new Evaluated(ghosts.Count);
        Assert.Equal(0, expected.Compute(results => ghosts.Compute(Api, plain, results, asPointers: true)));
        foreach (var withGrades in (bool[])[false, true, false, true, true])
        {
            var forces = new double[3 * ghosts.Count];
            Assert.Equal(0, Compute(withGrades ? new double[ghosts.Count] : null, null, forces,
                results => ghosts.Compute(Api, own, results, asPointers: true)));
            Assert.Equal(expected.Forces, forces);
        }
        Api.Close(own);
        Api.Close(plain);
    }

    [NeedsFact]
    public void SpreadsAreThoseOfTheEvaluatorTimesTheirScale()
    {
        var path = Doubtful.Committee(_directory);
        var (own, managed) = (Api.Opened(path), Potential.Load(path));
        Assert.Equal((0, 3), (Api.HasGrades(own), Api.MemberCount(own)));
        Assert.Equal(2.5, managed.SpreadScale);
        foreach (var kind in (string[])["bulk", "skewed", "cluster"])
        {
            var configuration = SampleConfigurations.Create(kind);
            var expected = managed.Evaluate(configuration);
            double[] scaled = [.. expected.ForceSpread!.Select(sigma => 2.5 * sigma)];
            var (spreads, forces) = (new double[configuration.Count], new double[3 * configuration.Count]);
            Assert.Equal(0, Compute(null, spreads, forces, results => Evaluated.Call(Api, own, configuration, results)));
            Evaluated.Close(scaled, spreads, 1e-10);
            Evaluated.Close(expected.Forces, forces, 1e-11);

            // With lists, where the neighbours of the atoms are centres, too.
            var ghosts = new GhostSystem(configuration, 5.2, ghostCentersWithin: 5);
            var atSites = new double[ghosts.Count];
            Assert.Equal(0, Compute(null, atSites, null, results => ghosts.Compute(Api, own, results, asPointers: true)));
            Evaluated.Close(scaled, [.. ghosts.Centers[..configuration.Count].Select(site => atSites[site])], 1e-10);
        }
        Api.Close(own);
    }

    [NeedsFact]
    public void WhatAPotentialLacksIsRefusedAndShorterStructuresAreTaken()
    {
        var bulk = SampleConfigurations.Create("bulk");
        var (plain, committee) = (Api.Opened(GoldenData.PathOf("g06.mtp")), Api.Opened(Doubtful.Committee(_directory)));
        var numbers = new double[bulk.Count];
        Refuse(plain, numbers, null, "no active set of neighbourhoods");
        Refuse(plain, null, numbers, "not a committee");
        Refuse(committee, numbers, null, "no active set of neighbourhoods");
        Assert.Equal((0, 0), (Api.MemberCount(plain), Api.HasGrades(plain)));

        // What a caller passes who was compiled before there were spreads: nothing behind its end is read.
        var forces = new double[3 * bulk.Count];
        Assert.Equal(0, Compute(null, null, forces, results =>
        {
            results->Size -= (nuint)sizeof(double*);
            results->Spreads = (double*)1;
            return Evaluated.Call(Api, committee, bulk, results);
        }));
        Evaluated.Close(Evaluated.Of(Api, committee, bulk).Forces, forces, 0);
        Assert.Equal(BadInput, Compute(null, null, forces, results =>
        {
            results->Size -= 4;
            return Evaluated.Call(Api, committee, bulk, results);
        }));
        Assert.Contains("sizeof(fastmtp_results)", Api.LastError, StringComparison.Ordinal);
        Api.Close(plain);
        Api.Close(committee);

        void Refuse(nint potential, double[]? grades, double[]? spreads, string sentence)
        {
            Assert.Equal(NotAvailable, Compute(grades, spreads, null, results => Evaluated.Call(Api, potential, bulk, results)));
            Assert.Contains(sentence, Api.LastError, StringComparison.Ordinal);
        }
    }

    private static int Compute(double[]? grades, double[]? spreads, double[]? forces, Evaluated.Computation compute)
    {
        foreach (var array in (double[]?[])[grades, spreads]) Array.Fill(array ?? [], double.NaN);
        fixed (double* g = grades, s = spreads, f = forces)
        {
            var results = new ApiResults { Size = (nuint)sizeof(ApiResults), Grades = g, Spreads = s, Forces = f };
            return compute(&results);
        }
    }
}
