using System.Globalization;

namespace MobileNetV2.CodeGen.Cli.Words;

/// <summary>
/// Until disposed, numbers are read and written as in C, whatever the country: scripts and build systems type them. Without this the parser
/// of the command line would take <c>0.35</c> for 35 in Germany.
/// </summary>
internal sealed class InvariantNumbers : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;
    private readonly CultureInfo _wordsBefore = CultureInfo.CurrentUICulture;

    public InvariantNumbers() =>
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.InvariantCulture, CultureInfo.InvariantCulture);

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_before, _wordsBefore);
}
