using FastMtp.Data;
using FastMtp.Training.LinearAlgebra;
using static System.FormattableString;

namespace FastMtp.Selection.Reports;

/// <summary>What may be behind a large error, as far as it can be measured.</summary>
internal sealed class Reasons
{
    /// <summary>Energies farther from the usual one of their composition than all but this share of the training data are rare.</summary>
    private const double RareEnergies = 0.02;

    /// <summary>Forces larger than all but this share of the training data are rare.</summary>
    private const double RareForces = 0.001;

    private readonly FitReport _report;
    private readonly Dictionary<Configuration, BeyondTraining> _beyond;
    private readonly Dictionary<string, int> _sets;
    private readonly Dictionary<string, int> _groups;
    private readonly double[] _ofSpecies;
    private readonly double _usualExcess;
    private readonly double[] _excesses;
    private readonly double _largeForce;

    /// <summary>Measures the training data.</summary>
    public Reasons(FitReport report)
    {
        _report = report;
        _beyond = new(report.Beyond.Select(beyond => KeyValuePair.Create(beyond.Cell, beyond)), ReferenceEqualityComparer.Instance);
        Configuration[] training = [.. report.Training.Cells.Select(cell => cell.Cell)];
        _sets = training.CountBy(cell => SpeciesSet.NameOf(cell, report.Species)).ToDictionary();
        _groups = training.CountBy(Kinds.GroupOf).ToDictionary();
        Configuration[] labelled = [.. training.Where(cell => cell.Energy is not null)];
        _ofSpecies = labelled.Length == 0 ? [] : RobustStatistics.LeastAbsolute(
            [.. labelled.Select(cell => Composition.Shares(cell, report.Species.Count))],
            [.. labelled.Select(cell => cell.Energy!.Value / cell.Count)]);
        _usualExcess = RobustStatistics.Median(labelled.Select(Excess));
        _excesses = [.. labelled.Select(FromUsual)];
        double[] forces =
        [
            .. training.Where(cell => cell.Forces is not null)
                .SelectMany(cell => Enumerable.Range(0, cell.Count).Select(atom => ForceOn(cell, atom))).Order(),
        ];
        _largeForce = forces.Length == 0 ? double.PositiveInfinity : forces[(int)((1 - RareForces) * (forces.Length - 1))];
    }

    /// <summary>The first reason that applies; empty if none does.</summary>
    /// <param name="errors">A configuration.</param>
    /// <param name="quantity">What is predicted badly.</param>
    public string For(CellErrors errors, Quantity quantity)
    {
        var (cell, species) = (errors.Cell, _report.Species);
        if (_beyond.TryGetValue(cell, out var pair))
        {
            var name = $"{species[pair.First]}-{species[pair.Second]}";
            return pair.Shortest == 0 ? $"{name} pairs are not in the training data"
                : Invariant($"{name} at {pair.Distance:0.###} Å; in the training data from {pair.Shortest:0.###} Å");
        }
        if (quantity == Quantity.Energy && cell.Energy is not null && _excesses.Length > 0 && FromUsual(cell) is var distance
            && _excesses.Count(other => other >= distance) is var asFar && asFar <= RareEnergies * _excesses.Length)
        {
            return Invariant($"energy {distance:0.###} eV/atom from the usual of its composition; ")
                + (asFar == 0 ? "no training cell is as far" : $"training cells as far: {asFar} of {_excesses.Length}");
        }
        if (quantity == Quantity.Force && cell.Forces is not null && ForceOn(cell, errors.Atom) is var force && force > _largeForce)
            return Invariant($"force of {force:0.##} eV/Å; only 1 in {1 / RareForces:0} training atoms has more than {_largeForce:0.##}");
        var set = SpeciesSet.NameOf(cell, species);
        var like = _sets.GetValueOrDefault(set);
        if (TrainingShare.IsFewOf(like, _report.Training.Cells, c => SpeciesSet.NameOf(c, species)))
            return like == 0 ? $"no training cells of {set}" : $"few training cells of {set}: {like}";
        var group = Kinds.GroupOf(cell);
        return _groups.TryGetValue(group, out var members) && TrainingShare.IsFewOf(members, _report.Training.Cells, Kinds.GroupOf)
            ? $"few training cells of {group}: {members}" : "";
    }

    /// <summary>How far the energy per atom is from the usual one of the composition, eV.</summary>
    private double FromUsual(Configuration cell) => Math.Abs(Excess(cell) - _usualExcess);

    /// <summary>Energy per atom beyond what its species have on average, eV.</summary>
    private double Excess(Configuration cell) =>
        cell.Energy!.Value / cell.Count - Vectors.Dot(Composition.Shares(cell, _report.Species.Count), _ofSpecies);

    private static double ForceOn(Configuration cell, int atom) =>
        Math.Sqrt(Vectors.Dot(cell.Forces.AsSpan(3 * atom, 3), cell.Forces.AsSpan(3 * atom, 3)));
}
