using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>CONCATENATION: one call for each input.</summary>
internal sealed class Concatenate : KernelRule<Concatenation>
{
    private static readonly Kernel Moves = Kernel.Own("mnv2_concatenate_8", "mnv2_concatenate.c", "mnv2_requantize.c");
    private static readonly Kernel Requantizes = Kernel.Own("mnv2_concatenate_requantize_s8", "mnv2_concatenate.c", "mnv2_requantize.c");

    private static readonly Kernel LooksUp = Kernel.Own("mnv2_concatenate_lookup_s8");

    public override ImmutableArray<KernelForm> Forms => TensorsPixelsAndWholeRows;

    protected override bool Takes(ElementType type) => type is not ElementType.Bool;

    protected override KernelAnswer Answer(Concatenation op, KernelQuestion question)
    {
        var output = question.Output;
        if (output.Type == ElementType.UInt8 && op.Inputs.Any(i => !Equals(question[i].Quantization, output.Quantization)))
            return KernelAnswer.No("it requantizes uint8");
        var rows = output.Shape.Dimensions.Take(op.Axis).Aggregate(1, (p, d) => p * d);
        var stride = output.SizeBytes / rows;
        var offset = 0;
        var choice = new ChoiceBuilder(question);
        for (var i = 0; i < op.Inputs.Length; i++)
        {
            var input = question[op.Inputs[i]];
            var run = input.SizeBytes / rows;
            KernelArgument[] shape =
            [
                choice.Read(input.Id), ChoiceBuilder.Write(output.Id, offset), new IntegerArgument(rows), new IntegerArgument(run),
                new IntegerArgument(stride),
            ];
            if (op.UInt8Rounding && !Equals(input.Quantization, output.Quantization))
            {
                var tensors = question.Tensors;
                var table = new ConstantRecipe(
                    Numbered("table", i, op.Inputs.Length),
                    "requantization of 0 to 127 and of -128 to -1",
                    ElementType.Int8,
                    LookUp.Entries,
                    () => ConcatenationTable.Of(tensors, op, input.Id));
                choice.Call(LooksUp, [choice.Constant(table), .. shape]);
                offset += run;
                continue;
            }

            var constants = output.Type == ElementType.Int8 ? RequantizeConstants.For(question.Tensors, op, input.Id) : null;
            if (constants is null or { IsClampOnly: true })
                choice.Call(Moves, [.. shape]);
            else
                choice.Call(Requantizes, [RequantizeParameters.Of(constants, Numbered("params", i, op.Inputs.Length)), .. shape]);
            offset += run;
        }

        choice.Instructions = CostModel.Move(output.Shape.ElementCount);
        return choice.Build();
    }

    private static string Numbered(string name, int index, int count) =>
        count == 1 ? name : name + "_" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
