using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>How well a network does on samples.</summary>
/// <param name="Top1">Share of samples whose class has the highest score; null without labels.</param>
/// <param name="Top5">Share of samples whose class is among the five highest scores.</param>
/// <param name="Confusion">Rows are classes, columns what they were taken for.</param>
/// <param name="Auc">Area under the curve of an anomaly score; null when the network gives none.</param>
/// <param name="Agreement">Share of samples that another network gives the same class.</param>
/// <param name="Seconds">How long the runs took.</param>
internal sealed record Evaluation(
    int Samples, double? Top1, double? Top5, ImmutableArray<ImmutableArray<int>> Confusion, double? Auc, double? Agreement,
    double? OtherTop1, double Seconds);
