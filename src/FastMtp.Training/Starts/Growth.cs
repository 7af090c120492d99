using FastMtp.Basis;
using FastMtp.Data;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Training.Starts;

/// <summary>
/// What a fitted potential knows in a larger one: with a basis that contains its own, more polynomials or more species. The energies
/// are the same, to rounding, until the fit begins: what is new has coefficients of zero, or concerns species that the first one lacks.
/// A basis of another family takes over the radial functions alone, and the fit begins with a solve for the rest.
/// </summary>
internal static class Growth
{
    /// <summary>Noise of what is copied, relative to it: copies must differ to become different.</summary>
    private const double Noise = 0.02;

    /// <summary>Fills a potential.</summary>
    /// <param name="start">The fitted potential, with named species.</param>
    /// <param name="shape">Basis, radial basis and species of the larger one.</param>
    /// <param name="seed">Seed of what is random: radial functions that the first one lacks.</param>
    /// <exception cref="InputException">The larger one cannot hold what the first one knows.</exception>
    public static PotentialModel Into(PotentialModel start, PotentialModel shape, ulong seed = 0)
    {
        Require(start, shape);
        int[] species = [.. shape.Species!.Names.Select(name => start.Species!.IndexOf(name))];
        var tensor = Radial(start, shape, species, new SplitMix64(seed));
        return shape with
        {
            RadialTensor = new DenseRadialTensor(shape.RadialTensor.Shape, tensor),
            SpeciesCoefficients = [.. species.Select(z => z < 0 ? 0 : start.SpeciesCoefficients[z])],
            MomentCoefficients = Moments(start, shape, species),
            ShortestDistances = start.ShortestDistances is { } known ? Spread(known, species) : null,
            // The distances of new pairs come from the data.
            Repulsion = start.Repulsion is { IsUniform: false } && species.Contains(-1) ? null : start.Repulsion,
            Name = start.Name,
            Tag = start.Tag,
            IsFitted = true,
        };
    }

    private static void Require(PotentialModel start, PotentialModel shape)
    {
        if (shape.Radial.Size < start.Radial.Size)
            throw new InputException(
                $"{shape.Radial.Size} radial polynomials cannot hold the {start.Radial.Size} of the potential to start from; ask for at "
                + "least as many, or fit from a random start.");
        if (start.Species!.Names.FirstOrDefault(name => shape.Species!.IndexOf(name) < 0) is { } missing)
            throw new InputException(
                $"The potential to start from has the species {missing}, which {shape.Species} lacks; "
                + "name it as well, or fit from a random start.");
        if (start.IsPerSpecies && !shape.IsPerSpecies)
            throw new InputException(
                "The potential to start from has coefficients for each species, which coefficients for all cannot hold; ask for "
                + "coefficients per species, or fit from a random start.");
    }

    private static double[] Radial(PotentialModel start, PotentialModel shape, int[] species, SplitMix64 random)
    {
        var (known, wanted) = (start.RadialTensor.Shape, shape.RadialTensor.Shape);
        var coefficients = RadialChange.Of(start.RadialCoefficients, start.Radial, shape.Radial);
        var size = Math.Sqrt(3 * coefficients.Average(c => c * c));
        var sources = RadialLabel.Sources(shape.Plan, start.Plan);
        var tensor = new double[wanted.Length];
        for (var pair = 0; pair < wanted.PairCount; pair++)
        {
            var (center, neighbor) = (species[pair / species.Length], species[pair % species.Length]);
            // A pair of a new species gets the mean of all pairs that could stand for it.
            int[] like = [.. Enumerable.Range(0, known.PairCount).Where(p =>
                center < 0 && neighbor < 0 ? p / known.SpeciesCount == p % known.SpeciesCount
                : (center < 0 || p / known.SpeciesCount == center) && (neighbor < 0 || p % known.SpeciesCount == neighbor))];
            var noise = center < 0 || neighbor < 0 ? Noise * size : 0;
            for (var mu = 0; mu < wanted.FunctionCount; mu++)
            {
                for (var b = 0; b < wanted.BasisSize; b++)
                {
                    var source = sources[mu] * wanted.BasisSize + b;
                    tensor[(pair * wanted.FunctionCount + mu) * wanted.BasisSize + b] = sources[mu] < 0
                        ? size * random.NextSigned()
                        : like.Average(p => coefficients[p * known.FunctionCount * wanted.BasisSize + source])
                            + (noise > 0 ? noise * random.NextSigned() : 0);
                }
            }
        }
        return tensor;
    }

    /// <summary>[A] or [N_T][A] the moment coefficients; zero in another family.</summary>
    private static double[] Moments(PotentialModel start, PotentialModel shape, int[] species)
    {
        double[]?[] known = [.. Enumerable.Range(0, start.SpeciesCount).Select(z => Carried(start.MomentsOf(z), start.Plan, shape.Plan))];
        if (known.Contains(null))
        {
            if (Family(start.Plan) is { } family && family == Family(shape.Plan))
                throw new InputException(
                    $"The basis {shape.Plan.Name} lacks functions of {start.Plan.Name}, that of the potential to start from; name one that "
                    + "contains it, or fit from a random start.");
            return new double[shape.MomentCoefficients.Length];
        }
        if (!shape.IsPerSpecies) return known[0]!;
        double[] mean = [.. known[0]!.Select((_, i) => known.Average(set => set![i]))];
        return [.. species.SelectMany(z => z < 0 ? mean : known[z]!)];
    }

    private static double[]? Carried(ReadOnlySpan<double> coefficients, BasisPlan source, BasisPlan target) =>
        source == target ? coefficients.ToArray() : FunctionMap.Carry(coefficients, source, target);

    private static string? Family(BasisPlan plan) => plan.Name?.Split(':')[0];

    /// <summary>The distances in the order of other species; zero for pairs of new ones.</summary>
    private static PairDistances Spread(PairDistances known, int[] species) => PairDistances.Of(species.Length,
        (a, b) => species[a] < 0 || species[b] < 0 ? 0 : known[species[a], species[b]]);
}
