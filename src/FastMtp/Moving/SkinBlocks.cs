using FastMtp.Blocks;
using FastMtp.Data;
using FastMtp.Evaluation;
using FastMtp.Packing;

namespace FastMtp.Moving;

/// <summary>
/// The blocks of all groups of a moving system, picked with a thin skin. They are reused until an atom has moved by
/// half of it; neighbours beyond the cutoff contribute exactly zero.
/// </summary>
/// <param name="evaluator">Runs the groups.</param>
internal sealed class SkinBlocks(GroupEvaluator<GroupWorkspace> evaluator) : IDisposable
{
    /// <summary>
    /// Å. Every hundredth of an Å more costs about 0.5 % of an evaluation in a dense liquid; less makes picking more frequent.
    /// </summary>
    public const double Skin = 0.15;

    private readonly List<SkinBlock> _blocks = [];
    private readonly SiteRows _picked = new();
    private bool _isPicked;

    /// <summary>Number of times neighbours have been picked.</summary>
    public int Picks { get; private set; }

    /// <summary>Call when the candidates have changed or may have.</summary>
    public void Forget() => _isPicked = false;

    /// <summary>True if no atom has moved too far since neighbours were picked; otherwise the next evaluation picks them again.</summary>
    public bool Serve(SiteRows positions)
    {
        // Written so that NaN picks again.
        _isPicked = _isPicked && 4 * evaluator.ForChunks(positions.Count, SincePicking) <= Skin * Skin;
        return _isPicked;

        double SincePicking(int first, int end) => positions.FarthestMove(_picked, first, end);
    }

    /// <summary>Evaluates all groups, picking their neighbours first unless the blocks <see cref="Serve"/>.</summary>
    /// <param name="candidates">The candidates to pick from.</param>
    /// <param name="positions">Where the atoms are.</param>
    /// <param name="inOrder">Takes the results.</param>
    /// <param name="limits">
    /// Limits to find the atoms of each group that come nearest in relation to them; null to find none.
    /// </param>
    /// <param name="extras">What else to compute.</param>
    public void Evaluate(ICandidates candidates, SiteRows positions, Action<GroupResult> inOrder, PairDistances? limits = null,
        SiteExtras extras = SiteExtras.None)
    {
        var mustPick = !_isPicked;
        // If anything fails from here on, the blocks must not be used again.
        _isPicked = false;
        var groups = new AtomGroups(candidates.CenterCount).Count;
        var squares = limits?.Squares(evaluator.SpeciesCount) ?? [];
        if (mustPick) BeginPicks(groups, positions);
        evaluator.Run(groups, MakeBlock, inOrder, limits, extras);
        _isPicked = true;

        AtomBlock MakeBlock(GroupWorkspace workspace, int group)
        {
            if (mustPick) _blocks[group].Pick(candidates, group, positions, workspace.Cutoff + Skin, squares, workspace);
            return _blocks[group].Measure(candidates, positions, workspace);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _picked.Dispose();

    private void BeginPicks(int groups, SiteRows positions)
    {
        while (_blocks.Count < groups) _blocks.Add(new SkinBlock(evaluator.Lanes));
        _picked.Resize(positions.Count);
        evaluator.ForChunks(positions.Count, (first, end) =>
        {
            _picked.Copy(positions, first, end);
            return 0;
        });
        Picks++;
    }
}
