using FastMtp.Radial;
using FastMtp.Training.Forms;
using FastMtp.Training.Parameterizations;

namespace FastMtp;

/// <summary>
/// The form in which the radial coefficients of a potential are fitted: dense, or compressed to fewer parameters. Two forms
/// are equal if their names, ranks and growth are.
/// </summary>
[System.Text.Json.Serialization.JsonConverter(typeof(RadialFormConverter))]
public abstract record RadialForm
{
    private protected RadialForm()
    {
    }

    /// <summary>Every coefficient is a parameter.</summary>
    public static RadialForm Base { get; } = new BaseForm();

    /// <summary>
    /// The same radial functions whichever of the two species is the central one; otherwise every coefficient is a parameter.
    /// </summary>
    public static RadialForm Symmetric { get; } = new SymmetricForm();

    /// <summary>The name: base, mf, tf, tf5, rmf, mfra, shared, symmetric, pairs, rpairs or pairsra.</summary>
    public abstract string Name { get; }

    /// <summary>Ranks at the end of the fit; none for <see cref="Base"/> and <see cref="Symmetric"/>.</summary>
    public abstract IReadOnlyList<int> Ranks { get; }

    /// <summary>Short description.</summary>
    internal abstract string Description { get; }

    /// <summary>Name in plots.</summary>
    internal virtual string Title => Name.ToUpperInvariant();

    /// <summary>"mf 8", without how the rank grows.</summary>
    internal string ShortName => $"{Name} {string.Join(',', Ranks)}".TrimEnd();

    /// <summary>"one rank", for messages.</summary>
    internal string RankCount => Ranks.Count switch
    {
        0 => "no rank",
        1 => "one rank",
        2 => "two ranks",
        3 => "three ranks",
        4 => "four ranks",
        var n => $"{n} ranks",
    };

    /// <summary>False if the coefficients themselves are fitted.</summary>
    internal virtual bool IsCompressed => true;

    /// <summary>How the rank grows; null if it is fixed.</summary>
    internal virtual RankGrowth? Growth => null;

    /// <summary>The form in which a fit starts.</summary>
    internal virtual RadialForm First => this;

    /// <summary>True if a point has more entries than there are parameters.</summary>
    internal virtual bool IsRedundant => false;

    /// <summary>True if <c>compress</c> offers the form.</summary>
    internal virtual bool IsTruncation => false;

    /// <summary>Unfolding of the tensor for a truncation to this form.</summary>
    internal virtual Unfolding Unfolding => Unfolding.Pairs;

    /// <summary>Matrix factorisation U·Vᵀ of pairs of species × radial coefficients.</summary>
    /// <param name="rank">Columns of U and V.</param>
    public static RadialForm Mf(int rank) => new MatrixForm(rank);

    /// <summary>Tensor train of species × species × radial functions × polynomials.</summary>
    /// <param name="first">Rank between the two species.</param>
    /// <param name="second">Rank between species and radial functions.</param>
    /// <param name="third">Rank between radial functions and polynomials.</param>
    public static RadialForm Tf(int first, int second, int third) => new TensorTrainForm(first, second, third);

    /// <summary>Tensor train of species × species × n × l × polynomials, for radial functions R_nl such as those of ace:12.</summary>
    /// <param name="first">Rank between the two species.</param>
    /// <param name="second">Rank between species and n.</param>
    /// <param name="third">Rank between n and l.</param>
    /// <param name="fourth">Rank between l and polynomials.</param>
    public static RadialForm Tf5(int first, int second, int third, int fourth) => new LabelTrainForm(first, second, third, fourth);

    /// <summary>Matrices of a fixed rank, fitted by Riemannian optimisation.</summary>
    /// <param name="rank">The rank.</param>
    public static RadialForm Rmf(int rank) => new FixedRankForm(rank);

    /// <summary>Matrix factorisation whose rank grows during the fit.</summary>
    /// <param name="rank">Rank at the end.</param>
    /// <param name="minRank">Rank at the start.</param>
    /// <param name="increment">Increase of the rank per augmentation.</param>
    /// <param name="interval">Steps between augmentations; 3 to 5 % of all steps is a good choice.</param>
    /// <exception cref="InputException">The schedule is invalid.</exception>
    public static RadialForm Mfra(
        int rank,
        int minRank = RankGrowth.UsualMinRank,
        int increment = RankGrowth.UsualIncrement,
        int interval = RankGrowth.UsualInterval) =>
        new AugmentedForm(Mf(rank), new(minRank, increment, interval));

    /// <summary>All radial functions of all pairs of species as combinations of the same few functions.</summary>
    /// <param name="rank">Number of those functions.</param>
    public static RadialForm Shared(int rank) => new SharedForm(rank);

    /// <summary>Symmetric in the two species, with a matrix factorisation U·Vᵀ for each pair of its own.</summary>
    /// <param name="rank">Columns of each U and V.</param>
    public static RadialForm Pairs(int rank) => new PairsForm(rank);

    /// <summary>Symmetric in the two species, with a matrix of a fixed rank for each pair, fitted by Riemannian optimisation.</summary>
    /// <param name="rank">The rank.</param>
    public static RadialForm Rpairs(int rank) => new FixedRankPairsForm(rank);

    /// <summary>Symmetric in the two species, with a matrix factorisation for each pair whose rank grows during the fit.</summary>
    /// <param name="rank">Rank at the end.</param>
    /// <param name="minRank">Rank at the start.</param>
    /// <param name="increment">Increase of the rank per augmentation.</param>
    /// <param name="interval">Steps between augmentations; 3 to 5 % of all steps is a good choice.</param>
    /// <exception cref="InputException">The schedule is invalid.</exception>
    public static RadialForm Pairsra(
        int rank,
        int minRank = RankGrowth.UsualMinRank,
        int increment = RankGrowth.UsualIncrement,
        int interval = RankGrowth.UsualInterval) =>
        new AugmentedForm(Pairs(rank), new(minRank, increment, interval));

    /// <summary>For example "mf 8", "tf 4,8,4" or "mfra 8 from 2 by 2 every 80 steps".</summary>
    public sealed override string ToString() => $"{ShortName} {Growth}".TrimEnd();

    /// <summary>The form with other ranks.</summary>
    /// <exception cref="InputException">The number of ranks is wrong, or the rank cannot grow to them.</exception>
    internal RadialForm WithRanks(IReadOnlyList<int> ranks) => With(ranks, Growth ?? RankGrowth.Usual);

    /// <summary>The form with other ranks and, if its rank grows, another growth.</summary>
    /// <exception cref="InputException">The number of ranks is wrong, or the rank cannot grow to them.</exception>
    internal RadialForm With(IReadOnlyList<int> ranks, RankGrowth growth) =>
        ranks.Count == Ranks.Count
            ? Create(ranks, growth) : throw new InputException($"The model {Name} has {RankCount}, not {ranks.Count}.");

    /// <summary>The form of a fit that is at the given ranks.</summary>
    internal virtual RadialForm At(IReadOnlyList<int> ranks) => WithRanks(ranks);

    /// <summary>True if a fit in this form passes through the given ranks.</summary>
    internal virtual bool CanStandAt(IReadOnlyList<int> ranks) => ranks.SequenceEqual(Ranks);

    /// <summary>The form with the rank raised next; null if the rank stays.</summary>
    internal virtual RadialForm? After(RadialForm current) => null;

    /// <summary>Number of radial parameters at the end of the fit.</summary>
    /// <exception cref="InputException">The ranks do not fit the shape.</exception>
    internal int ParameterCount(RadialShape shape) => Parameterization(shape).Dimension;

    /// <summary>This form, or dense coefficients where its ranks are too high for the shape.</summary>
    internal RadialForm OrBase(RadialShape shape)
    {
        try
        {
            _ = Parameterization(shape);
            return this;
        }
        catch (InputException)
        {
            return Base;
        }
    }

    /// <summary>The radial tensor as a function of its parameters at the end of the fit.</summary>
    /// <exception cref="InputException">The ranks do not fit the shape.</exception>
    internal abstract IParameterization Parameterization(RadialShape shape);

    /// <summary>A point of the parameterisation as the radial tensor of a potential.</summary>
    internal abstract RadialTensor Tensor(RadialShape shape, double[] point);

    /// <summary>The form at all ranks that a study may try, by ascending number of parameters.</summary>
    internal abstract IEnumerable<RadialForm> Candidates(RadialShape shape);

    /// <summary>The form with the same number of other ranks.</summary>
    private protected abstract RadialForm Create(IReadOnlyList<int> ranks, RankGrowth growth);
}
