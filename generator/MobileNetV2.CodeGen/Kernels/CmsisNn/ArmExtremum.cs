using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>MAXIMUM and MINIMUM of at most two dimensions, neighbours that broadcast alike counted once.</summary>
/// <remarks>Over rows of images the library's steps lead astray where an input has one element to a row. It reads an element
/// (or vector of elements) of an input that is not broadcast before it writes it, in ascending order.</remarks>
/// <param name="name">Of the function, between <c>arm_</c> and the type.</param>
internal sealed class ArmExtremum<TOperator>(string name) : KernelRule<TOperator>
    where TOperator : BinaryOperator
{
    private const int Rank = 2;

    private readonly Kernel _function =
        LibraryRule.OfType($"arm_{name}", ElementType.Int8, new LibraryPart("BASICMATH"), "mnv2_extremum");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    public override bool IsOfLibrary => true;

    protected override KernelAnswer Answer(TOperator op, KernelQuestion question)
    {
        var output = question.Output.Shape;
        var shapes = Broadcasting.Of(question[op.Left].Shape, question[op.Right].Shape, output);
        if (shapes.Rank > Rank)
            return KernelAnswer.No("CMSIS-NN broadcasts at most two dimensions with the reference's results");
        var choice = new ChoiceBuilder(question);
        choice.Call(
            _function,
            LibraryRule.Context(choice, 0),
            choice.Read(op.Left),
            Dims("input_1_dims", shapes, shapes.LeftStrides),
            choice.Read(op.Right),
            Dims("input_2_dims", shapes, shapes.RightStrides),
            ChoiceBuilder.Write(op.Output),
            CmsisFields.Dims("output_dims", 1, 1, shapes.Extent(2), shapes.Extent(1)));
        foreach (var input in op.Inputs.Distinct().Where(i => question[i].Shape.ElementCount == output.ElementCount))
            choice.PermitOverlap(input, 0);
        choice.Instructions = CmsisCosts.Extremum(question.Target, output.ElementCount);
        return choice.Build();
    }

    /// <summary>An operand is one wide where it repeats.</summary>
    private static StructArgument Dims(string name, Broadcasting shapes, ImmutableArray<int> strides) =>
        CmsisFields.Dims(name, 1, 1, shapes.Extent(strides, 2), shapes.Extent(strides, 1));
}
