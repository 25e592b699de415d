using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>SVDF. Its state is a variable tensor of the file.</summary>
internal sealed class SvdfConverter : OperatorConversion
{
    private const int State = 4;

    private static readonly OptionsField<int> Rank = OptionsField.Int32(0);
    private static readonly OptionsField<FusedActivation> Activation = OptionsField.Activation(1);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Svdf, 4, 5, 5, DataTypes.Quantized, Convert)
            { Options = new(OptionsKind.Svdf, Rank, Activation), OptionalInputs = [3], StateInputs = [State] },
    ];

    private static Svdf? Convert(OperatorSource source)
    {
        var (rank, activation) = (source.Option(Rank), source.Option(Activation));
        if (activation is not (FusedActivation.None or FusedActivation.Relu) || rank < 1)
        {
            source.BadOption($"rank {rank} with fused activation {activation} is not supported",
                "use RELU or no activation");
            return null;
        }

        // As the reference: the clamp of RELU is the output's own range.
        var (state, bias) = (source.Input(State), source.Find(3));
        TensorId[] inputs =
            [source.Input(0).Id, source.Input(1).Id, source.Input(2).Id, state.Id, .. bias is null ? Array.Empty<TensorId>() : [bias.Id]];
        return new Svdf(source.Id, [.. inputs], [source.Output.Id, source.Keep(state)], rank);
    }
}
