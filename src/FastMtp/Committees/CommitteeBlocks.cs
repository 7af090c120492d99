using FastMtp.Blocks;
using FastMtp.Packing;

namespace FastMtp.Committees;

/// <summary>
/// The mean of several potentials as one. Members share the search for neighbours and their packing; each adds the cost of its own passes,
/// unless they share their radial functions: then their mean is one potential, and members are evaluated only where they are wanted.
/// </summary>
internal sealed class CommitteeBlocks : IBlockModel
{
    private readonly IBlockModel[] _members;
    private readonly IBlockModel? _mean;

    /// <param name="members">Two or more, with the same species and cutoff; this object disposes of them.</param>
    /// <exception cref="InputException">They differ in cutoff, number of species, or in the vectors that their kernels use.</exception>
    /// <param name="mean">The mean of members that share their radial functions; null if they do not.</param>
    public CommitteeBlocks(IReadOnlyList<IBlockModel> members, IBlockModel? mean = null)
    {
        (_members, _mean) = ([.. members], mean);
        foreach (var member in members)
        {
            if (member.Cutoff != Cutoff || member.SpeciesCount != SpeciesCount || member.Lanes != Lanes)
            {
                throw new InputException(
                    "The members of a committee differ in cutoff, species or vector width; make it of potentials that were fitted alike.");
            }
        }
    }

    /// <inheritdoc/>
    public double Cutoff => _members[0].Cutoff;

    /// <inheritdoc/>
    public int SpeciesCount => _members[0].SpeciesCount;

    /// <inheritdoc/>
    public int Lanes => _members[0].Lanes;

    /// <inheritdoc/>
    public string KernelName => $"{_members.Length} × {_members[0].KernelName}";

    /// <inheritdoc/>
    public bool HasGrades => false;

    /// <inheritdoc/>
    public int MemberCount => _members.Length;

    /// <inheritdoc/>
    public Configuration Take(Configuration configuration) => _members[0].Take(configuration);

    /// <inheritdoc/>
    public IBlockWorker CreateWorker() => new Worker([.. _members.Select(member => member.CreateWorker())], _mean?.CreateWorker());

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var member in _members) member.Dispose();
        _mean?.Dispose();
    }

    private sealed class Worker(IBlockWorker[] members, IBlockWorker? mean) : IBlockWorker
    {
        private readonly SiteArrays _results = new();

        public SiteArrays Evaluate(AtomBlock block, SiteExtras extras)
        {
            var withMembers = extras.HasFlag(SiteExtras.Members);
            if (mean is not null && !withMembers) return mean.Evaluate(block, SiteExtras.None);
            _results.Prepare(block);
            if (withMembers) _results.PrepareMembers(block, members.Length);
            for (var m = 0; m < members.Length; m++)
            {
                var member = members[m].Evaluate(block, SiteExtras.None);
                _results.AddScaled(1.0 / members.Length, member, block);
                if (withMembers) _results.SetMember(m, member, block);
            }
            return _results;
        }

        public void Dispose()
        {
            foreach (var member in members) member.Dispose();
            mean?.Dispose();
        }
    }
}
