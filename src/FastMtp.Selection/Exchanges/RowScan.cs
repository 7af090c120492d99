using FastMtp.ActiveSets;
using FastMtp.Grades;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Threading;

namespace FastMtp.Selection.Exchanges;

/// <summary>
/// Goes through configurations, grades them and collects the rows above a threshold. Memory: that of the rows collected, and some
/// hundred rows for each thread.
/// </summary>
/// <param name="potential">A potential with all its coefficients.</param>
/// <param name="mode">What is graded.</param>
/// <param name="tangent">In whose components rows are collected.</param>
/// <param name="threads">Number of threads; 0 for one per core. Results do not depend on it.</param>
/// <param name="atoms">Of how many atoms rows are wanted, roughly; with many, a kernel is compiled where there is none.</param>
internal sealed class RowScan(PotentialModel potential, GradeMode mode, TangentSpace tangent, int threads = 0, double atoms = 0)
    : IDisposable
{
    /// <summary>The evaluations of an atom that take as long as its row.</summary>
    private const int EvaluationsPerRow = 3;

    private readonly RowModel _model = new(potential, KernelRegistry.For(potential.Plan, EvaluationsPerRow * atoms));

    /// <summary>What is graded.</summary>
    public GradeMode Mode => mode;

    /// <summary>The tangent space of the potential.</summary>
    public TangentSpace Tangent => tangent;

    /// <summary>The active set of some rows.</summary>
    public ActiveSet Set(ActiveRows rows) => new()
    {
        Mode = mode,
        Size = rows.Size,
        Weights = tangent.Lift(rows.Inverse, rows.Size),
        OpenDirections = rows.OpenDirections,
    };

    /// <summary>The rows of an active set.</summary>
    public ActiveRows Rows(ActiveSet set) => ActiveRows.Inverting(tangent.Lower(set.Weights, set.Size));

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    /// <summary>Grades configurations and passes on their grades in order.</summary>
    /// <param name="configurations">What to grade.</param>
    /// <param name="set">What grades; null to collect every row.</param>
    /// <param name="threshold">Rows with larger grades are collected.</param>
    /// <param name="inOrder">Takes index and grades of a configuration.</param>
    /// <exception cref="InputException">A configuration cannot be evaluated.</exception>
    public void Run(
        IReadOnlyList<Configuration> configurations, ActiveSet? set, double threshold, Action<int, ConfigurationGrades> inOrder)
    {
        using var tables = set is null || mode == GradeMode.Configuration ? null : new GradeTables(_model.Layout, set);
        using var parallel = new OrderedParallel<RowModel.Worker>(threads, () => new(_model));
        var next = 0;
        parallel.Run(
            configurations.Count,
            (worker, i) => mode == GradeMode.Configuration
                ? GradeWhole(worker, configurations[i], i, set, threshold)
                : GradeAtoms(worker, configurations[i], i, tables, threshold),
            grades => inOrder(next++, grades));
    }

    private ConfigurationGrades GradeWhole(
        RowModel.Worker worker, Configuration configuration, int index, ActiveSet? set, double threshold)
    {
        var row = new double[_model.Layout.ParameterCount];
        worker.ForAtoms(configuration, (block, rows) =>
        {
            for (var center = 0; center < block.CenterCount; center++) _model.Layout.AddTo(rows[center], block.CenterTypes[center], row);
        });
        foreach (ref var x in row.AsSpan()) x /= configuration.Count;
        var grade = set?.Grade(row) ?? double.PositiveInfinity;
        return new(grade, null, grade > threshold ? [new(index, null, grade, tangent.Project(row))] : []);
    }

    private ConfigurationGrades GradeAtoms(
        RowModel.Worker worker, Configuration configuration, int index, GradeTables? tables, double threshold)
    {
        var atoms = new double[configuration.Count];
        var above = new List<GradedRow>();
        var grades = new double[256];
        worker.ForAtoms(configuration, (block, rows) =>
        {
            if (tables is null) Array.Fill(grades, double.PositiveInfinity);
            else tables.Grade(rows, block.CenterTypes, grades);
            for (var center = 0; center < block.CenterCount; center++)
            {
                var (atom, species) = (block.Atoms[center], block.CenterTypes[center]);
                atoms[atom] = grades[center];
                if (!(grades[center] > threshold)) continue;
                var row = new double[_model.Layout.ParameterCount];
                _model.Layout.AddTo(rows[center], species, row);
                above.Add(new(index, atom, grades[center], tangent.Project(row)));
            }
        });
        return new(atoms.Max(), atoms, above);
    }
}
