using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>TFLite_Detection_PostProcess, a custom operator whose meaning is public.</summary>
internal sealed class DetectionConverter : OperatorConversion
{
    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Custom, int.MaxValue, 3, 3, DataTypes.Any, Convert)
            { MaxOutputs = 4, CustomCode = "TFLite_Detection_PostProcess" },
    ];

    private static DetectionPostProcess? Convert(OperatorSource source)
    {
        if (source.Outputs.Count() != 4)
        {
            source.Report(ImportDiagnostics.OperandCount(source.Place, "outputs", source.Outputs.Count(), "4"));
            return null;
        }

        if (FlexMap.Read(source.CustomOptions) is not { } options)
        {
            source.BadOption("the options of the operator are missing or damaged", "export the model again");
            return null;
        }

        int Count(string name, double fallback) => (int)Math.Clamp(options.Find(name) ?? fallback, 0, 1 << 20);
        float Real(string name) => (float)(options.Find(name) ?? 0);
        return new DetectionPostProcess(
            source.Id,
            source.InputIds(3),
            source.OutputIds,
            Count("max_detections", 0),
            Count("max_classes_per_detection", 0),
            Count("detections_per_class", 100),
            Count("num_classes", 0),
            options.Find("use_regular_nms") is not (null or 0),
            Real("nms_score_threshold"),
            Real("nms_iou_threshold"),
            Real("y_scale"),
            Real("x_scale"),
            Real("h_scale"),
            Real("w_scale"));
    }
}
