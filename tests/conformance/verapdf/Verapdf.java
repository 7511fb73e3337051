import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Judges files as PDF/A-2b: one line per file, "name TAB pass|fail TAB checks", then what failed. */
public class Verapdf {
  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (String file : files) {
      try (FileInputStream in = new FileInputStream(file);
          PDFAParser parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFA_2_B)) {
        ValidationResult result =
            Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_2_B, false).validate(parser);
        System.out.println(file + "\t" + (result.isCompliant() ? "pass" : "fail") + "\t" + result.getTotalAssertions());
        for (TestAssertion one : result.getTestAssertions()) {
          System.out.println("  " + one.getRuleId() + " " + one.getMessage() + " " + one.getLocation());
        }
      }
    }
  }
}
