// Lint rules: typescript-eslint's type-checked set for everything, HubSpot's own rules for the
// extension. ESLint 9, because HubSpot's rule package accepts no newer one.
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { config as hubspotUiExtensions } from '@hubspot/eslint-config-ui-extensions';

export default defineConfig(
  globalIgnores(['**/node_modules/', '**/dist/', '.data/', 'test-results/']),
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js', 'scripts/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
    },
  },
  { files: ['src/**/*.{ts,tsx}'], extends: [hubspotUiExtensions] },
);
