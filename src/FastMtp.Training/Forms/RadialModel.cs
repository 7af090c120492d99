using FastMtp.Potentials;
using FastMtp.Training.Manifolds;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Forms;

/// <summary>The forms of the radial tensor that the paper compares, by its names.</summary>
public enum RadialForm
{
    /// <summary>All coefficients.</summary>
    Base,

    /// <summary>Matrix factorisation, Ĉ = U·Vᵀ of N_T² × N_f·N_b.</summary>
    Mf,

    /// <summary>Tensor factorisation, a tensor train of N_T × N_T × N_f × N_b.</summary>
    Tf,

    /// <summary>Riemannian matrix factorisation: Ĉ on the manifold of matrices of fixed rank.</summary>
    Rmf,

    /// <summary>Matrix factorisation whose rank grows during the fit (Algorithm 1).</summary>
    Mfra,
}

/// <summary>In which form the radial coefficients are fitted.</summary>
internal sealed record RadialModel
{
    /// <summary>The dense tensor.</summary>
    public static RadialModel Base { get; } = new();

    /// <summary>The form.</summary>
    public RadialForm Form { get; init; }

    /// <summary>Ranks at the end of the fit: r, or r_1, r_2, r_3 of a tensor train; empty for <see cref="RadialForm.Base"/>.</summary>
    public int[] Ranks { get; init; } = [];

    /// <summary>r_min, the rank that <see cref="RadialForm.Mfra"/> starts with.</summary>
    public int MinRank { get; init; } = 2;

    /// <summary>Δr, by which <see cref="RadialForm.Mfra"/> raises the rank.</summary>
    public int RankIncrement { get; init; } = 2;

    /// <summary>s, the steps after which <see cref="RadialForm.Mfra"/> raises the rank. The paper recommends 3 to 5 % of all steps.</summary>
    public int AugmentationInterval { get; init; } = 80;

    /// <summary>Ranks at the start of the fit.</summary>
    internal int[] StartRanks => Form == RadialForm.Mfra ? [MinRank] : Ranks;

    /// <summary>U·Vᵀ of a rank.</summary>
    public static RadialModel Mf(int rank) => new() { Form = RadialForm.Mf, Ranks = [rank] };

    /// <summary>A tensor train.</summary>
    public static RadialModel Tf(int first, int second, int third) => new() { Form = RadialForm.Tf, Ranks = [first, second, third] };

    /// <summary>Matrices of a fixed rank.</summary>
    public static RadialModel Rmf(int rank) => new() { Form = RadialForm.Rmf, Ranks = [rank] };

    /// <summary>U·Vᵀ that grows to a rank.</summary>
    public static RadialModel Mfra(int rank) => new() { Form = RadialForm.Mfra, Ranks = [rank] };

    /// <summary>How many numbers stand for the radial coefficients at the end of the fit.</summary>
    /// <exception cref="InputException">The ranks do not fit the potential.</exception>
    public int RadialParameterCount(ParameterLayout layout) => Parameterization(layout).Dimension;

    /// <summary>The radial tensor of a potential as a function of its parameters at the end of the fit.</summary>
    /// <exception cref="InputException">The ranks do not fit the potential.</exception>
    public IParameterization Parameterization(ParameterLayout layout) => Parameterization(layout, Ranks);

    /// <summary>As mf 8, tf 4,8,4 or mfra 8 from 2 by 2 every 80 steps.</summary>
    public override string ToString()
    {
        var name = Form.ToString().ToLowerInvariant();
        return Form switch
        {
            RadialForm.Base => name,
            RadialForm.Mfra => $"{name} {string.Join(",", Ranks)} from {MinRank} by {RankIncrement} every {AugmentationInterval} steps",
            _ => $"{name} {string.Join(",", Ranks)}",
        };
    }

    /// <summary>The parameterisation with other ranks, as during the fit.</summary>
    internal IParameterization Parameterization(ParameterLayout layout, int[] ranks)
    {
        var rows = layout.SpeciesCount * layout.SpeciesCount;
        var columns = layout.RadialFunctionCount * layout.RadialBasisSize;
        return Form switch
        {
            RadialForm.Base => new DenseTensor(layout.RadialCount),
            RadialForm.Tf => new TensorTrain([layout.SpeciesCount, layout.SpeciesCount, layout.RadialFunctionCount, layout.RadialBasisSize], ranks),
            RadialForm.Rmf => new FixedRankManifold(rows, columns, OnlyRank(ranks)),
            _ => new MatrixFactorization(rows, columns, OnlyRank(ranks)),
        };
    }

    /// <summary>Checks the options.</summary>
    /// <exception cref="InputException">One makes no sense.</exception>
    internal void Validate()
    {
        if (Form == RadialForm.Base && Ranks.Length > 0) throw new InputException("The base model has no rank; leave it out or choose a compressed model.");
        if (Form != RadialForm.Mfra) return;
        var rank = OnlyRank(Ranks);
        if (MinRank < 1 || MinRank > rank) throw new InputException($"The first rank of rank augmentation must lie between 1 and the rank {rank}, not {MinRank}.");
        if (RankIncrement < 1) throw new InputException($"The rank increment must be at least 1, not {RankIncrement}.");
        if (AugmentationInterval < 1) throw new InputException($"The augmentation interval must be at least 1 step, not {AugmentationInterval}.");
    }

    private int OnlyRank(int[] ranks) => ranks is [var rank] ? rank : throw new InputException($"The model {Form.ToString().ToLowerInvariant()} has one rank, not {ranks.Length}.");
}
