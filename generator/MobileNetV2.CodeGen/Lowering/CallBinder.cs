using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Gives everything that a chosen kernel asks for a place: recipes become constants,
/// operands and working memory buffers.</summary>
internal abstract class CallBinder(ProgramBuilder program)
{
    private readonly List<(ConstantRecipe Recipe, ConstantId Id)> _made = [];

    protected ProgramBuilder Program => program;

    public ImmutableArray<KernelCall> Bind(KernelChoice choice)
    {
        var constants = choice.Constants.ToDictionary(r => r, Constant);
        var scratch = choice.Scratch.ToDictionary(s => s, Scratch);
        return [.. choice.Calls.Select(c => new KernelCall(c.Kernel, [.. c.Arguments.Select(Place)]))];

        KernelArgument Place(KernelArgument argument) => argument switch
        {
            OperandArgument o => Operand(o),
            RecipeArgument r => new ConstantArgument(constants[r.Recipe]),
            ScratchArgument s => new BufferArgument(scratch[s.Scratch], 0, ElementType.Int8, IsReadOnly: false),
            SumsArgument => Sums(),
            AddressesArgument a => a with { Elements = [.. a.Elements.Select(Place)] },
            StructArgument s => s with { Fields = [.. s.Fields.Select(f => f with { Value = Value(f.Value) })] },
            _ => argument,
        };

        FieldValue Value(FieldValue value) => value switch
        {
            RecipeAddressValue r => new ConstantAddressValue(constants[r.Recipe], r.CastsConstAway, r.ReadAs),
            ScratchAddressValue s => new BufferAddressValue(scratch[s.Scratch]),
            NestedValue n => new NestedValue([.. n.Fields.Select(f => f with { Value = Value(f.Value) })]),
            _ => value,
        };
    }

    /// <summary>The name of what belongs to the operator, with a role at its end.</summary>
    protected abstract string Name(string role);

    protected abstract KernelArgument Operand(OperandArgument operand);

    protected abstract BufferId Scratch(ScratchRecipe scratch);

    protected abstract KernelArgument Sums();

    /// <summary>Kernels that one operator runs on beside each other have what they read alike once.</summary>
    private ConstantId Constant(ConstantRecipe recipe)
    {
        foreach (var (other, known) in _made)
        {
            if ((other.Role, other.Type, other.SizeBytes) == (recipe.Role, recipe.Type, recipe.SizeBytes)
                && (other.Make == recipe.Make || other.Make().Span.SequenceEqual(recipe.Make().Span)))
                return known;
        }

        var id = program.Constant(Name(recipe.Role), recipe);
        _made.Add((recipe, id));
        return id;
    }
}
