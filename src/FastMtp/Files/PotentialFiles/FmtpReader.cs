using FastMtp.ActiveSets;
using FastMtp.Data;
using FastMtp.Input;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Files.PotentialFiles;

/// <summary>Turns the content of a <c>.fmtp</c> file into a potential, validating all of it.</summary>
internal sealed class FmtpReader(string file, PotentialDocument document)
{
    private const int LargestCount = 1 << 22;

    public PotentialModel Read(SpeciesList? species, bool standardPlan)
    {
        Require(document.SpeciesCount is > 0 and <= InputBounds.MostSpecies, $"speciesCount {document.SpeciesCount} is out of range");
        Require(document.Basis.Basic.Concat(document.Basis.Products).All(row => row is { Length: 4 }),
            "a row of the basis does not have four numbers");
        if (PotentialText.WithControl(document.Name, document.Tag, document.Metadata ?? []) is { } text)
            throw new InputException($"{file}: {text} has a line break or another control character; remove it.");
        var radial = ReadRadial();
        var plan = document.Basis.Build(file);
        var (count, functions) = (document.SpeciesCount, plan.Functions.Length);
        Require((double)count * count * plan.RadialFunctionCount * radial.Size <= LargestCount, "there are too many radial coefficients");
        var isFitted = document.Radial is not null;
        Require(isFitted == document.SpeciesCoefficients is not null && isFitted == document.MomentCoefficients is not null,
            "some coefficients are missing");
        Require(!isFitted || document.SpeciesCoefficients!.Length == count, $"there are not {count} species coefficients");
        Require(!isFitted || document.MomentCoefficients!.Length is var length && (length == functions || length == count * functions),
            $"there are not {functions} moment coefficients, or {functions} for each species");

        var tensor = ReadTensor(RadialShape.Of(count, plan, radial.Size));
        var moments = document.MomentCoefficients ?? new double[functions];
        plan = BasisLabel.Name(plan, document.BasisName);
        if (standardPlan) (plan, moments) = PlanTables.Standardize(plan, moments);
        var potential = new PotentialModel
        {
            Name = document.Name,
            Tag = document.Tag,
            Species = MtpTag.Agreed(ReadNames(), count, species, file),
            SpeciesCount = count,
            Plan = plan,
            Radial = radial,
            ShortestDistances = ReadShortest(radial.Cutoff),
            Repulsion = ReadRepulsion(radial.Cutoff),
            RadialTensor = tensor,
            SpeciesCoefficients = document.SpeciesCoefficients ?? new double[count],
            MomentCoefficients = moments,
            Metadata = document.Metadata ?? [],
            IsFitted = isFitted,
        };
        return document.ActiveSet is null ? potential : potential with { ActiveSet = ReadActiveSet(potential.ParameterCount) };
    }

    private ActiveSet ReadActiveSet(int coefficients)
    {
        try
        {
            return document.ActiveSet!.Build(coefficients);
        }
        catch (ArgumentException e)
        {
            throw Damaged("the active set is inconsistent", e);
        }
    }

    private RadialBasis ReadRadial()
    {
        var (type, min, cutoff, size, scaling) = document.RadialBasis;
        Require(type == RadialBasisPart.Chebyshev, $"the radial basis {type} is not supported");
        Require(min >= 0 && cutoff > min && double.IsFinite(cutoff), "minDistance and cutoff of the radial basis do not form an interval");
        InputBounds.RequireCutoff(cutoff, $"{file}: the cutoff");
        Require(size is > 0 and < LargestCount && scaling > 0 && double.IsFinite(scaling),
            "size or scaling of the radial basis is not positive");
        return new RadialBasis(min, cutoff, size, scaling);
    }

    private ZblRepulsion? ReadRepulsion(double cutoff)
    {
        if (document.Repulsion is not { } part) return null;
        Require(part.Type == RepulsionPart.Zbl, $"the repulsion {part.Type} is not supported");
        var repulsion = part.Build(PairDistances.Count(document.SpeciesCount));
        Require(repulsion?.Fits(cutoff) == true, "inner and outer distance of the repulsion do not form an interval within the cutoff");
        return repulsion;
    }

    private PairDistances? ReadShortest(double cutoff)
    {
        if (document.ShortestDistances is not { } distances) return null;
        Require(distances.Length == PairDistances.Count(document.SpeciesCount),
            "there is not a shortest distance for each pair of species");
        Require(distances.All(distance => distance >= 0 && distance <= cutoff) && distances.Any(distance => distance > 0),
            "a shortest distance is not between zero and the cutoff");
        return new([.. distances]);
    }

    private RadialTensor ReadTensor(RadialShape shape)
    {
        if (document.Radial is null) return new DenseRadialTensor(shape, new double[shape.Length]);
        try
        {
            return document.Radial.Build(shape);
        }
        catch (ArgumentException e)
        {
            throw Damaged("form, ranks and factors of the radial coefficients are inconsistent", e);
        }
    }

    private SpeciesList? ReadNames()
    {
        try
        {
            return document.Species is null ? null : new SpeciesList(document.Species);
        }
        catch (InputException e)
        {
            throw Damaged(e.Message.TrimEnd('.'), e);
        }
    }

    private void Require(bool condition, string otherwise)
    {
        if (!condition) throw Damaged(otherwise);
    }

    private InputException Damaged(string what, Exception? inner = null) =>
        new($"{file}: {what}; the potential is damaged, copy the file again.", inner);
}
