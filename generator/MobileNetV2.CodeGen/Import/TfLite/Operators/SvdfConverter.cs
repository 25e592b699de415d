using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>SVDF. Its state is a variable tensor of the file.</summary>
internal static class SvdfConverter
{
    public const int State = 4;

    public static Operator? Convert(OperatorSource source)
    {
        var options = new SvdfOptions(source.Options!.Value);
        if (options.Activation is not (FusedActivation.None or FusedActivation.Relu) || options.Rank < 1)
        {
            source.BadOption($"rank {options.Rank} with fused activation {options.Activation} is not supported",
                "use RELU or no activation");
            return null;
        }

        // As the reference: the clamp of RELU is the output's own range.
        var (state, bias) = (source.Input(State), source.Find(3));
        TensorId[] inputs =
            [source.Input(0).Id, source.Input(1).Id, source.Input(2).Id, state.Id, .. bias is null ? Array.Empty<TensorId>() : [bias.Id]];
        return new Svdf(source.Id, [.. inputs], [source.Output.Id, source.Keep(state)], options.Rank);
    }
}
