using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>TRANSPOSE of up to four dimensions, neighbours that stay neighbours counted once.</summary>
internal sealed class ArmTranspose : KernelRule<Transpose>
{
    /// <summary>The library has as many elements of a row in 16 bits, and with MVE eight times their distance.</summary>
    private const int LongestAxis = ushort.MaxValue / 8;

    private const int Rank = 4;

    private static readonly Kernel Function = Kernel.OfLibrary(
        "arm_transpose_s8",
        StatusConvention.CmsisNn,
        new LibraryPart(null) { LoneSource = "Source/TransposeFunctions/arm_transpose_s8.c" },
        "mnv2_arm_transpose_s8.c",
        "mnv2_transpose.c");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    public override bool IsOfLibrary => true;

    protected override KernelAnswer Answer(Transpose op, KernelQuestion question)
    {
        var output = MergedAxes.Of(question.Input.Shape, op.Permutation);
        if (output.Length > Rank || output.Any(d => d.Size > LongestAxis))
            return KernelAnswer.No(LibraryRule.OtherBits);
        var input = output.OrderByDescending(d => d.Stride).ToList();
        var permutation = output.Select(input.IndexOf).ToList();
        var choice = new ChoiceBuilder(question);
        var words = choice.Words("permutation", "the input's dimension for each of the output", output.Length, () => permutation);
        choice.Call(
            Function,
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output),
            Dims("input_dims", input),
            Dims("output_dims", output),
            new StructArgument("cmsis_nn_transpose_params", "transpose_params",
            [
                new StructField("num_dims", new IntegerValue(output.Length)),
                new StructField("permutations", new RecipeAddressValue(words.Recipe, CastsConstAway: false) { ReadAs = "uint32_t" }),
            ]));
        choice.Instructions = CmsisCosts.Transpose(question.Output.Shape.ElementCount);
        return choice.Build();
    }

    /// <summary>The first dimension is the first field, however many there are.</summary>
    private static StructArgument Dims(string name, IReadOnlyList<(int Size, int Stride)> dims)
    {
        int At(int axis) => axis < dims.Count ? dims[axis].Size : 1;

        return CmsisFields.Dims(name, At(0), At(1), At(2), At(3));
    }
}
